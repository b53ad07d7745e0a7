package preimage.net;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import preimage.tensor.Tensor;

/** Images of every level as cells see them; lives in the scope that it is made in. */
final class Sight {
  private record Place(int level, Window high, Window wide) {}

  private final Cells cells;
  private final List<Tensor> framed;
  private final int from;
  private final int high;
  private final Map<Place, Tensor> known = new HashMap<>();

  private Sight(Cells cells, List<Tensor> framed, int from, int high) {
    this.cells = cells;
    this.framed = framed;
    this.from = from;
    this.high = high;
  }

  /** What all cells see of {@code images} (n, c, h, w), one a level from 0. */
  Sight(Cells cells, List<Tensor> images) {
    this(
        cells,
        IntStream.range(0, images.size())
            .mapToObj(level -> cells.framed(images.get(level).permute(2, 3, 0, 1), level))
            .toList(),
        0,
        cells.high());
  }

  /** The same of {@code high} rows of cells. */
  Sight rows(int from, int high) {
    return new Sight(cells, framed, from, high);
  }

  /** What pixels at phase (a, b) see: (h, w, n, 1, values), zero beyond the image. */
  Tensor at(int level, int a, int b) {
    return known.computeIfAbsent(
        new Place(level, cells.window(level, a), cells.window(level, b)), this::seen);
  }

  private Tensor seen(Place place) {
    int level = place.level;
    int start = cells.reach(level).from();
    Tensor image = framed.get(level);
    var pixels = new ArrayList<Tensor>();
    for (int y = place.high.from(); y <= place.high.to(); y++) {
      for (int x = place.wide.from(); x <= place.wide.to(); x++) {
        Tensor rows = every(image, 0, from * cells.pitch(level) + y - start, high, level);
        pixels.add(every(rows, 1, x - start, cells.wide(), level));
      }
    }
    return Tensor.stack(pixels, 3).reshape(high, cells.wide(), image.size(2), 1, -1);
  }

  private Tensor every(Tensor image, int axis, int from, int count, int level) {
    int pitch = cells.pitch(level);
    return image.narrow(axis, from, (count - 1L) * pitch + 1).everyOther(axis, pitch);
  }
}
