package preimage.reproduce;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import preimage.io.Npz;
import preimage.run.RunFile;
import preimage.spec.Misuse;
import preimage.work.Failure;
import preimage.work.Progress;

/**
 * A grid of cells in a folder: {@code NAME.json} and {@code NAME.npz} for each that is filled, and
 * a folder {@code NAME} where its work needs one. Killed at any moment, it has lost nothing but the
 * cell it was at.
 *
 * @param folder there already
 */
public record Cells(Path folder) {
  private static final String SECONDS = "seconds";
  private static final String RECIPE = "recipe";
  private static final String ARRAYS = "arrays";

  /**
   * Fills those of the cells that are empty, in order.
   *
   * @param wanted which of them; those that these need are filled, too
   * @param each hears what there is after each cell that was filled
   * @throws Misuse if a cell was filled by another recipe or out of one that is gone, or numbers of
   *     two cells cannot be compared
   */
  public void fill(
      List<Job> jobs, Predicate<Job> wanted, Progress progress, Consumer<Results> each) {
    var results = new HashMap<>(read(jobs).byName());
    new Results(results).requireComparable();
    refuseLeftOver(jobs, results.keySet());
    var chosen = withNeeds(jobs, wanted);
    var open =
        jobs.stream()
            .filter(job -> !results.containsKey(job.name()) && chosen.contains(job.name()))
            .toList();
    if (!results.isEmpty()) {
      progress.say("%d of %d cells were filled before".formatted(results.size(), jobs.size()));
    }
    for (int i = 0; i < open.size(); i++) {
      var job = open.get(i);
      progress.say("filling cell %s (%d of %d)".formatted(job.name(), i + 1, open.size()));
      long began = System.nanoTime();
      var result = job.work().at(new Job.Desk(folder, job.name(), progress));
      results.put(job.name(), result);
      new Results(results).requireComparable();
      write(job, result.with(SECONDS, (System.nanoTime() - began) * 1e-9));
      // As it is read: whoever finds it later is to see the same.
      results.put(job.name(), read(job).orElseThrow());
      each.accept(new Results(results));
      remaining(jobs, open.subList(i + 1, open.size()), results)
          .ifPresent(time -> progress.say("cells left: " + time));
    }
  }

  /** What was made of a cell that is empty again was made of another. */
  private static void refuseLeftOver(List<Job> jobs, Set<String> filled) {
    for (var job : jobs) {
      var gone = job.needs().stream().filter(need -> !filled.contains(need)).findFirst();
      if (filled.contains(job.name()) && gone.isPresent()) {
        throw new Misuse(
            "cell %s was made of cell %s, which is gone; remove it, too"
                .formatted(job.name(), gone.get()));
      }
    }
  }

  /** The names of those that are wanted, and of all that they need. */
  private static Set<String> withNeeds(List<Job> jobs, Predicate<Job> wanted) {
    var chosen = new HashSet<String>();
    // Jobs stand after those that they need.
    for (var job : jobs.reversed()) {
      if (wanted.test(job) || chosen.contains(job.name())) {
        chosen.add(job.name());
        chosen.addAll(job.needs());
      }
    }
    return chosen;
  }

  /**
   * Those of the cells of {@code other} that are empty here and were filled there by the same
   * recipe, as were the cells that they needed.
   *
   * @throws Misuse if their numbers cannot be compared with those here
   */
  public Map<Job, Result> lent(List<Job> jobs, Cells other) {
    var lent = new LinkedHashMap<Job, Result>();
    var all = new HashMap<>(read(jobs).byName());
    var same = new HashSet<String>();
    for (var job : jobs) {
      if (!other.holds(job) || !same.containsAll(job.needs())) {
        continue;
      }
      same.add(job.name());
      if (!all.containsKey(job.name())) {
        var result = other.read(job).orElseThrow();
        var from = result.facts().getOrDefault(Job.FROM, other.folder.toAbsolutePath().toString());
        lent.put(job, result.with(Job.FROM, from));
        all.put(job.name(), result);
      }
    }
    new Results(all).requireComparable();
    return lent;
  }

  /** Takes over what was {@link #lent}; what the cells have kept in folders stays there. */
  public void borrow(Map<Job, Result> lent) {
    lent.forEach(this::write);
  }

  private boolean holds(Job job) {
    var file = json(job.name());
    return Files.exists(file) && job.recipe().equals(new RunFile(file).words().get(RECIPE));
  }

  /**
   * What there is of {@code jobs}.
   *
   * @throws Misuse if a cell was filled by another recipe
   */
  public Results read(List<Job> jobs) {
    var results = new HashMap<String, Result>();
    jobs.forEach(job -> read(job).ifPresent(result -> results.put(job.name(), result)));
    return new Results(results);
  }

  /** How long what is open will take, judged by what is filled. */
  private static Optional<String> remaining(
      List<Job> jobs, List<Job> open, Map<String, Result> results) {
    if (open.isEmpty()) {
      return Optional.empty();
    }
    var filled = jobs.stream().filter(job -> results.containsKey(job.name())).toList();
    double seconds = filled.stream().mapToDouble(job -> result(results, job).number(SECONDS)).sum();
    double effort = filled.stream().mapToDouble(Job::effort).sum();
    double left = open.stream().mapToDouble(Job::effort).sum() * seconds / effort;
    return Optional.of("%d, for about %s".formatted(open.size(), Progress.duration(left)));
  }

  private static Result result(Map<String, Result> results, Job job) {
    return Optional.ofNullable(results.get(job.name())).orElseThrow();
  }

  private Path json(String name) {
    return folder.resolve(name + ".json");
  }

  private Path npz(String name) {
    return folder.resolve(name + ".npz");
  }

  /** The arrays first: where the words are, all is. */
  private void write(Job job, Result result) {
    var arrays = List.copyOf(result.arrays().arrays().keySet());
    if (!arrays.isEmpty()) {
      result.arrays().write(npz(job.name()));
    }
    var words = new LinkedHashMap<String, Object>();
    words.put(RECIPE, job.recipe());
    words.putAll(result.facts());
    words.put(ARRAYS, arrays);
    new RunFile(json(job.name())).write(words);
  }

  private Optional<Result> read(Job job) {
    var file = json(job.name());
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var words = new RunFile(file).words();
    if (!(words.get(ARRAYS) instanceof List<?> names)) {
      throw new Failure(file + ": expected the names of a cell's arrays");
    }
    if (!job.recipe().equals(words.get(RECIPE))) {
      throw new Misuse(
          "%s was filled by %s, not by %s; remove it and the cells made of it to fill them anew"
              .formatted(file, words.get(RECIPE), job.recipe()));
    }
    var arrays = names.isEmpty() ? Npz.empty() : Npz.read(npz(job.name()));
    if (!arrays.arrays().keySet().containsAll(names)) {
      throw new Failure(npz(job.name()) + ": expected arrays " + names);
    }
    return Optional.of(new Result(new LinkedHashMap<>(words), arrays));
  }
}
