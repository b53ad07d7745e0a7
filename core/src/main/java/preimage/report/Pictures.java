package preimage.report;

import java.util.List;
import preimage.data.Images;

/**
 * Pictures of samples: each sample is a column, with one picture from each strip, first strip on
 * top, and its caption below. Pixels are shown as squares, never smoothed.
 *
 * @param caption what there is to see, or ""
 * @param captions one for each sample, or none at all
 */
public record Pictures(String title, String caption, List<Strip> strips, List<Caption> captions)
    implements Section {
  /** What stands below one sample: a number to compare, and the rest: its loss and its outcome. */
  public record Caption(String main, String detail) {}

  public Pictures {
    strips = List.copyOf(strips);
    captions = List.copyOf(captions);
    var counts = strips.stream().map(Strip::count).distinct().toList();
    if (counts.size() != 1) {
      throw new IllegalArgumentException("strips must be equally long but hold " + counts);
    }
    if (!captions.isEmpty() && captions.size() != counts.getFirst()) {
      throw new IllegalArgumentException(
          captions.size() + " captions do not fit " + counts.getFirst() + " samples");
    }
  }

  /** A plain grid of images. */
  public Pictures(String title, String caption, Images images) {
    this(title, caption, List.of(Strip.of("", images)), List.of());
  }

  public int count() {
    return strips.getFirst().count();
  }
}
