package preimage.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import preimage.tensor.Bundle;
import preimage.tensor.Tensor;

/**
 * What a search found.
 *
 * @param point the feasible point of each sample (n, …) that counts, the best unless told
 * @param value the objective there (n); infinite where it was finite nowhere
 * @param courses how the search of each sample went
 */
public record Found(Tensor point, Tensor value, List<Course> courses) implements Bundle {
  public Found {
    courses = List.copyOf(courses);
  }

  @Override
  public Stream<Tensor> tensors() {
    return Stream.of(point, value);
  }

  public List<Outcome> outcomes() {
    return courses.stream().map(Course::outcome).toList();
  }

  /** The positions of all samples. */
  int[] every() {
    return IntStream.range(0, courses.size()).toArray();
  }

  /** The positions of the samples whose search did not end so. */
  int[] without(Outcome outcome) {
    return IntStream.of(every()).filter(i -> courses.get(i).outcome() != outcome).toArray();
  }

  /** Those of several batches, one after the other. */
  static Found join(List<Found> parts) {
    return new Found(
        Tensor.cat(parts.stream().map(Found::point).toList(), 0),
        Tensor.cat(parts.stream().map(Found::value).toList(), 0),
        parts.stream().flatMap(part -> part.courses.stream()).toList());
  }

  /** What was found for the samples at {@code rows}. */
  public Found rows(int[] rows) {
    Tensor index = Tensor.of(rows);
    var chosen = Arrays.stream(rows).mapToObj(courses::get).toList();
    return new Found(point.rows(index), value.rows(index), chosen);
  }

  /** The same with what each sample has cost in all. */
  public Found costing(long[] costs) {
    var all = IntStream.of(every()).mapToObj(i -> courses.get(i).costing(costs[i])).toList();
    return new Found(point, value, all);
  }

  /** What counts of this and {@code next}, the further search of the samples at {@code rows}. */
  Found then(Found next, int[] rows, Keep keep) {
    Tensor index = Tensor.of(rows);
    Tensor mine = value.rows(index);
    Tensor better = keep.takes(next.value, mine);
    Tensor points = next.point.where(better, point.rows(index));
    var all = new ArrayList<>(courses);
    for (int i = 0; i < rows.length; i++) {
      all.set(rows[i], courses.get(rows[i]).then(next.courses.get(i)));
    }
    return new Found(
        point.withRows(index, points), value.withRows(index, next.value.where(better, mine)), all);
  }
}
