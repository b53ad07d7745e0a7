package preimage.spec;

import static java.util.stream.Collectors.joining;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * A name with arguments, and the specs that follow it: {@code adam(steps=50).then(lm)}.
 *
 * @param name a word
 * @param arguments values by name, in the order in which they were given
 * @param then what follows, in order
 */
public record Spec(String name, SequencedMap<String, Value> arguments, List<Spec> then)
    implements Value {
  public Spec {
    arguments = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(arguments));
    then = List.copyOf(then);
    Stream.concat(Stream.of(name), arguments.keySet().stream())
        .filter(word -> !Parser.WORD.matcher(word).matches())
        .findFirst()
        .ifPresent(word -> {
          throw new Misuse("expected a name but found '" + word + "'");
        });
  }

  /** A name alone. */
  public static Spec word(String name) {
    return new Spec(name, new LinkedHashMap<>(), List.of());
  }

  /** Reads one spec; a {@link Misuse} says where the text goes wrong. */
  public static Spec parse(String text) {
    return Parser.spec(text);
  }

  /** Whether this is a name alone. */
  public boolean isWord() {
    return arguments.isEmpty() && then.isEmpty();
  }

  /** This spec followed by others. */
  public Spec then(List<Spec> next) {
    return new Spec(name, arguments, Stream.concat(then.stream(), next.stream()).toList());
  }

  @Override
  public Object json() {
    if (!then.isEmpty()) {
      var head = new Spec(name, arguments, List.of());
      return Stream.concat(Stream.of(head), then.stream()).map(Value::json).toList();
    }
    if (arguments.isEmpty()) {
      return name;
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", name);
    arguments.forEach((key, value) -> tree.put(key, value.json()));
    return tree;
  }

  @Override
  public String toString() {
    var text = new StringBuilder(name);
    if (!arguments.isEmpty()) {
      text.append(
          arguments.entrySet().stream()
              .map(argument -> argument.getKey() + "=" + argument.getValue())
              .collect(joining(", ", "(", ")")));
    }
    then.forEach(next -> text.append(".then(").append(next).append(')'));
    return text.toString();
  }
}
