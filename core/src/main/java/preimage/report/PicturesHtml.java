package preimage.report;

import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.stream.IntStream;

/** Pictures as HTML: columns that flow into as many rows as the page's width asks for. */
final class PicturesHtml {
  /** Pictures are enlarged by whole factors to about this many pixels across. */
  private static final int WIDE = 96;

  private static final int WIDEST = 256;

  /** The page less the names of strips. */
  private static final int PAGE = 800;

  private PicturesHtml() {}

  static void write(Pictures pictures, Markup out) {
    int tile = size(pictures.strips().getFirst(), 2);
    boolean plain = pictures.strips().size() == 1 && pictures.captions().isEmpty();
    out.open("figure", "class", plain ? "pictures plain" : "pictures").line();
    if (!plain) {
      labels(pictures, out);
    }
    out.open(
            "div",
            "class",
            "samples",
            "style",
            "--tile:%dpx;max-width:%dpx"
                .formatted(tile, across(pictures.count(), tile, plain ? 3 : 8)))
        .line();
    if (pictures.count() == 0) {
      out.element("p", "No pictures.");
    }
    for (int sample = 0; sample < pictures.count(); sample++) {
      sample(pictures, sample, out);
    }
    out.close().line();
    pictures.strips().forEach(strip -> scale(strip, out));
    if (!pictures.caption().isEmpty()) {
      out.element("figcaption", pictures.caption()).line();
    }
    out.close().line();
  }

  /** Pixels for as many samples side by side as leave no ragged last row, if the page has room. */
  private static int across(int count, int tile, int gap) {
    int most = Math.max(1, (PAGE + gap) / (tile + gap));
    int even =
        IntStream.iterate(most, n -> n > most / 2, n -> n - 1)
            .filter(n -> count % n == 0)
            .findFirst()
            .orElse(most);
    return even * (tile + gap) - gap;
  }

  /** The names of the strips, each beside the pictures of the first samples. */
  private static void labels(Pictures pictures, Markup out) {
    out.open("div", "class", "labels", "aria-hidden", "true");
    for (var strip : pictures.strips()) {
      out.open("div", "style", "height:" + size(strip, 1) + "px").text(strip.label()).close();
    }
    out.close().line();
  }

  private static void sample(Pictures pictures, int sample, Markup out) {
    out.open("div", "class", "sample");
    for (var strip : pictures.strips()) {
      out.leaf(
          "img",
          "src",
          Png.address(strip, sample),
          "alt",
          (strip.label() + " " + (sample + 1)).strip(),
          "width",
          String.valueOf(size(strip, 2)),
          "height",
          String.valueOf(size(strip, 1)));
    }
    if (!pictures.captions().isEmpty()) {
      var caption = pictures.captions().get(sample);
      out.open("p")
          .element("b", caption.main())
          .text(" ")
          .element("span", caption.detail())
          .close();
    }
    out.close().line();
  }

  /** Pixels on the page along one dimension of a strip's images. */
  private static int size(Strip strip, int dimension) {
    var shape =
        switch (strip) {
          case Strip.Plain(var label, var images) -> images.shape();
          case Strip.Difference difference -> difference.target().shape();
        };
    int width = shape.size(2);
    int across =
        width <= WIDE
            ? Math.max(1, Math.round((float) WIDE / width)) * width
            : Math.min(width, WIDEST);
    return Math.max(1, Math.round((float) shape.size(dimension) * across / width));
  }

  private static void scale(Strip strip, Markup out) {
    if (strip instanceof Strip.Difference difference) {
      var colours =
          IntStream.rangeClosed(-4, 4)
              .mapToObj(i -> String.format(Locale.ROOT, "#%06x", Diverging.colour(i / 4.0)))
              .collect(joining(","));
      var limit = BigDecimal.valueOf(difference.limit()).stripTrailingZeros().toPlainString();
      out.open("p", "class", "scale").element("span", difference.label());
      out.element("span", "−" + limit + " darker");
      out.open("i", "style", "background:linear-gradient(90deg," + colours + ")").close();
      out.element("span", "brighter +" + limit + ", in pixel units").close().line();
    }
  }
}
