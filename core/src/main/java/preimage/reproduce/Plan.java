package preimage.reproduce;

import java.util.Optional;
import java.util.function.Function;
import preimage.data.Dataset;
import preimage.spec.Misuse;

/**
 * What a user wants of a reproduction.
 *
 * @param seeds how often each number is found, with seeds 0, 1, …; at least 1
 * @param model a generator instead of the one that is usual there: a built-in name or a file
 * @param data opens named sets
 */
public record Plan(Scale scale, int seeds, Optional<String> model, Function<String, Dataset> data) {
  public Plan {
    if (seeds < 1) {
      throw new Misuse("seeds must be at least 1 but was " + seeds);
    }
  }
}
