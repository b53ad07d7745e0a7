package preimage.spec;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What people are told of something that has a name.
 *
 * @param kind what it is, for example {@code attack}
 * @param summary one line, with its source
 * @param arguments what its spec may give
 * @param needs what it cannot do without, for example {@code label}; empty if nothing
 */
public record Listed(
    String name,
    String kind,
    String summary,
    List<Argument> arguments,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String needs) {
  /** One that needs nothing. */
  public Listed(String name, String kind, String summary, List<Argument> arguments) {
    this(name, kind, summary, arguments, "");
  }

  /** The same, which cannot do without {@code what}. */
  public Listed needing(String what) {
    return new Listed(name, kind, summary, arguments, what);
  }

  /**
   * One argument.
   *
   * @param expected what it must be, for example {@code a whole number}
   * @param standard its default as text; an ellipsis where it has none
   */
  public record Argument(String name, String expected, String standard, boolean required) {}

  public Listed {
    arguments = List.copyOf(arguments);
  }

  /** How it is written with its defaults: {@code conv(out=…, kernel=4)}. */
  public String signature() {
    return arguments.isEmpty()
        ? name
        : arguments.stream()
            .map(argument -> argument.name() + "=" + argument.standard())
            .collect(joining(", ", name + "(", ")"));
  }
}
