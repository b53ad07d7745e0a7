package preimage.net;

import java.util.List;
import preimage.tensor.Canvas;
import preimage.tensor.Shape;
import preimage.tensor.Tensor;

/**
 * The large images that transposed convolutions make of small ones, cut into cells, one for each
 * small pixel; a cell's pixel number i has the phase i along that axis, the same in all cells.
 *
 * <p>Level 0 is the small image, level l the l-th convolution's output.
 *
 * @param first the shape (c, h, w) of the small images
 */
record Cells(Shape first, List<Rise> rises) {
  int high() {
    return first.size(1);
  }

  int wide() {
    return first.size(2);
  }

  /** The level of the large images. */
  int top() {
    return rises.size();
  }

  Rise rise(int level) {
    return rises.get(level - 1);
  }

  int channels(int level) {
    return level == 0 ? first.size(0) : rise(level).how().out();
  }

  /** How many pixels of {@code level} a cell has along each axis. */
  int pitch(int level) {
    return rises.stream()
        .limit(level)
        .mapToInt(r -> r.how().stride())
        .reduce(1, Math::multiplyExact);
  }

  /** How many phases there are along each axis. */
  int phases() {
    return pitch(top());
  }

  /** What the pixel at {@code phase} sees at {@code level}, counted from its cell's first pixel. */
  Window window(int level, int phase) {
    var window = new Window(phase, phase);
    for (int i = top(); i > level; i--) {
      window = window.before(rise(i).how());
    }
    return window;
  }

  /** How many values that is in both axes. */
  long values(int level, int a, int b) {
    return (long) window(level, a).size() * window(level, b).size() * channels(level);
  }

  /** The cell at {@code level} and all that its pixels see there. */
  Window reach(int level) {
    var reach = new Window(0, pitch(level) - 1);
    for (int phase = 0; phase < phases(); phase++) {
      reach = reach.or(window(level, phase));
    }
    return reach;
  }

  /** How many values of the large image a cell has. */
  long pixels() {
    return (long) phases() * phases() * channels(top());
  }

  /** How many values of the small image the pixels of one cell see. */
  long seen() {
    return (long) reach(0).size() * reach(0).size() * channels(0);
  }

  /** The products of one sample's Jacobian by {@code d} inputs of a matrix to the small image. */
  long products(long d) {
    long perCell = seen() * d * phases() * phases();
    for (int a = 0; a < phases(); a++) {
      for (int b = 0; b < phases(); b++) {
        for (int level = top(); level > 0; level--) {
          perCell += values(level, a, b) * values(level - 1, a, b);
        }
      }
    }
    return perCell * high() * wide() * channels(top());
  }

  /** Images (h, w, …) of {@code level} with as many zeros round them as cells see beyond them. */
  Tensor framed(Tensor images, int level) {
    var reach = reach(level);
    long[] shape = images.shape();
    shape[0] += reach.size() - pitch(level);
    shape[1] += reach.size() - pitch(level);
    var canvas = new Canvas(images, shape);
    canvas.put(images, -reach.from(), -reach.from());
    return canvas.tensor();
  }
}
