package preimage.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import preimage.report.Pictures;
import preimage.report.Section;
import preimage.report.Strip;

/**
 * The first images that cells of {@link Evaluation} show, side by side.
 *
 * @param shown how many of each
 */
record Gallery(Results results, int shown) {
  /**
   * Those of the cells that are there.
   *
   * @param cells by label, in order
   */
  Optional<Section> of(String title, String caption, Map<String, String> cells) {
    var strips = new ArrayList<Strip>();
    cells.forEach((label, cell) ->
        results
            .sound(cell)
            .map(result -> result.images(Evaluation.IMAGES))
            .map(images -> images.slice(0, Math.min(shown, images.count())))
            .ifPresent(images -> strips.add(Strip.of(label, images))));
    return strips.isEmpty()
        ? Optional.empty()
        : Optional.of(new Pictures(title, caption, strips, List.of()));
  }
}
