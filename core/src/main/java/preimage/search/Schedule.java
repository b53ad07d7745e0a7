package preimage.search;

import preimage.spec.Misuse;

/** How a rate changes in the course of a search: the factor on it at a step. */
public interface Schedule {
  /** The factor at {@code step} of {@code steps}, counted from 0. */
  double at(long step, long steps);

  /** One rate throughout. */
  record Constant() implements Schedule {
    @Override
    public double at(long step, long steps) {
      return 1;
    }
  }

  /**
   * Half a cosine wave, from 1 towards 0.
   *
   * @see <a href="https://arxiv.org/abs/1608.03983">Loshchilov and Hutter, 2017</a>, equation 5
   */
  record Cosine() implements Schedule {
    @Override
    public double at(long step, long steps) {
      return (1 + Math.cos(Math.PI * step / steps)) / 2;
    }
  }

  /**
   * Halved again and again.
   *
   * @param every after so many steps; Lipton and Tripathi's code: 50,000
   */
  record Halving(int every) implements Schedule {
    public Halving {
      if (every < 1) {
        throw new Misuse("every must be at least 1 but was " + every);
      }
    }

    public Halving() {
      this(50_000);
    }

    @Override
    public double at(long step, long steps) {
      long halvings = step / every;
      return Math.pow(.5, (double) halvings);
    }
  }

  /**
   * One rate, then a part of it.
   *
   * @param at the share of the steps after which it drops, in [0, 1]
   * @param factor what remains of the rate; Defense-GAN's code: a tenth after .8 of the steps
   */
  record StepDown(double at, double factor) implements Schedule {
    public StepDown {
      if (!(at >= 0 && at <= 1)) {
        throw new Misuse("at must lie in [0, 1] but was " + at);
      }
      if (!(factor >= 0)) {
        throw new Misuse("factor must not be negative but was " + factor);
      }
    }

    public StepDown() {
      this(.8, .1);
    }

    @Override
    public double at(long step, long steps) {
      return step < Math.ceil(at * steps) ? 1 : factor;
    }
  }
}
