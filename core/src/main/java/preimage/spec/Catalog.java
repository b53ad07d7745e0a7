package preimage.spec;

import static java.util.Comparator.comparingInt;

import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The named methods of one kind, each listed as a value that holds its defaults, usually a record.
 *
 * <p>From such records alone come their text, {@code pgd(steps=10, epsilon=8/255)}, their JSON and
 * their help. A component may be a number, a truth value, a {@code String}, an enum, an {@code
 * Optional} or {@code List} of these, a {@code T}, or of a type with a {@linkplain #nest nested}
 * catalog. Immutable.
 */
public final class Catalog<T> {
  private final String kind;
  private final Class<T> type;
  private final Map<String, Entry<T>> entries;
  private final Map<Type, Catalog<?>> nested;
  private final Optional<Chain<T>> chain;

  /** How {@code .then} is put together and taken apart. */
  private record Chain<T>(
      Class<?> type, Function<List<T>, T> join, Function<Object, List<T>> links) {}

  private Catalog(
      String kind,
      Class<T> type,
      Map<String, Entry<T>> entries,
      Map<Type, Catalog<?>> nested,
      Optional<Chain<T>> chain) {
    this.kind = kind;
    this.type = type;
    this.entries = entries;
    this.nested = nested;
    this.chain = chain;
  }

  /**
   * An empty catalog.
   *
   * @param kind what one entry is called, for example {@code attack}
   * @param type what all entries implement; their components may be of this type, too
   */
  public static <T> Catalog<T> of(String kind, Class<T> type) {
    return new Catalog<>(kind, type, Map.of(), Map.of(), Optional.empty());
  }

  /** The same, whose records may have components of {@code type}, read by {@code catalog}. */
  public <U> Catalog<T> nest(Class<U> type, Catalog<U> catalog) {
    Map<Type, Catalog<?>> more = new HashMap<>(nested);
    more.put(type, catalog);
    return new Catalog<>(kind, this.type, entries, more, chain);
  }

  /** The same, where {@code a.then(b)} is {@code join.apply(a, b)}, an {@code S} of a and b. */
  public <S extends T> Catalog<T> sequence(
      Class<S> type, BinaryOperator<T> join, Function<S, T> first, Function<S, T> next) {
    return sequence(
        type,
        links ->
            links.stream().reduce(join).orElseThrow(() -> new Misuse("expected at least one link")),
        pair -> List.of(first.apply(pair), next.apply(pair)));
  }

  /** The same, where {@code a.then(b).then(c)} is {@code join} of the list of a, b and c. */
  public <S extends T> Catalog<T> sequence(
      Class<S> type, Function<List<T>, T> join, Function<S, List<T>> links) {
    var how = new Chain<T>(type, join, value -> links.apply(type.cast(value)));
    return new Catalog<>(kind, this.type, entries, nested, Optional.of(how));
  }

  /**
   * The same with one more entry, last; nest what its components need before.
   *
   * @param prototype holds the defaults
   * @param summary one line: what it is; its source
   * @param required names of components without a default, whatever the prototype holds
   * @throws IllegalArgumentException if the name is taken or no word, or a component has no text
   */
  public Catalog<T> add(String name, T prototype, String summary, String... required) {
    var entry = new Entry<T>(Spec.word(name).name(), prototype, summary, Set.of(required));
    Map<String, Entry<T>> more = new LinkedHashMap<>(entries);
    var names = components(entry).stream().map(Component::name).toList();
    if (more.put(name, entry) != null) {
      throw new IllegalArgumentException("two entries are named " + name);
    } else if (names.contains("name") || !names.containsAll(entry.required())) {
      throw new IllegalArgumentException(name + " cannot have these components: " + names);
    }
    return new Catalog<>(kind, type, more, nested, chain);
  }

  /** What one entry is called. */
  public String kind() {
    return kind;
  }

  /** All entries, in the order in which they were added. */
  public List<Entry<T>> entries() {
    return List.copyOf(entries.values());
  }

  /**
   * The entry of this name.
   *
   * @throws Misuse if there is none
   */
  public Entry<T> entry(String name) {
    var entry = entries.get(name);
    if (entry == null) {
      throw Near.missing(name, entries.keySet());
    }
    return entry;
  }

  /** All entries as people are told of them. */
  public List<Listed> listed() {
    return entries.values().stream()
        .map(entry -> new Listed(entry.name(), kind, entry.summary(), arguments(entry)))
        .toList();
  }

  private List<Listed.Argument> arguments(Entry<T> entry) {
    return components(entry).stream()
        .map(c -> {
          boolean required = entry.required().contains(c.name());
          String text = required ? "…" : c.codec().write(c.in(entry.prototype()), false).toString();
          return new Listed.Argument(c.name(), c.codec().expected(), text, required);
        })
        .toList();
  }

  /**
   * What {@code text} specifies.
   *
   * @throws Misuse if the text breaks the grammar, names what does not exist, or gives a value that
   *     the record refuses
   */
  public T parse(String text) {
    return read(Value.parse(text));
  }

  /** What a {@linkplain Value#ofJson JSON tree} specifies; see {@link #parse}. */
  public T ofJson(Object tree) {
    return read(Value.ofJson(tree));
  }

  /** The shortest spec of {@code value}: what differs from the defaults, and what has none. */
  public String format(T value) {
    return write(value, false).toString();
  }

  /** The spec of {@code value} with all its components. */
  public String describe(T value) {
    return write(value, true).toString();
  }

  /** The JSON tree of {@code value} with all its components; see {@link Value#json}. */
  public Object json(T value) {
    Value written = write(value, true);
    return written instanceof Spec spec && spec.isWord()
        ? Map.of("name", spec.name())
        : written.json();
  }

  /** What a spec, or a list of links that follow each other, specifies. */
  T read(Value value) {
    return switch (value) {
      case Spec spec -> {
        var entry = entry(spec.name());
        var first = type.cast(entry.build(spec, components(entry)));
        var links = Stream.concat(Stream.of(first), spec.then().stream().map(this::read)).toList();
        yield spec.then().isEmpty() ? first : join(links);
      }
      case Value.Items(var values) -> join(values.stream().map(this::read).toList());
      case Value.Text(String content) -> read(Value.parse(content));
      case Value.Numeral number ->
          throw new Misuse("expected " + one() + " but found '" + number + "'");
    };
  }

  private T join(List<T> links) {
    var how = chain.orElseThrow(() -> new Misuse(one() + " takes no .then(…)"));
    try {
      return how.join().apply(links);
    } catch (IllegalArgumentException refusal) {
      throw new Misuse(String.valueOf(refusal.getMessage()));
    }
  }

  /**
   * What is read as {@code value}; a chain of less than two links, which {@code .then} cannot say,
   * is a list.
   */
  Value write(Object value, boolean all) {
    return chain
        .filter(how -> how.type().isInstance(value))
        .map(how -> how.links().apply(value).stream().map(link -> write(link, all)).toList())
        .map(Catalog::chained)
        .orElseGet(() -> spec(value, all));
  }

  private static Value chained(List<Value> links) {
    var specs = links.stream().filter(Spec.class::isInstance).map(Spec.class::cast).toList();
    return links.size() < 2 || specs.size() < links.size()
        ? new Value.Items(links)
        : specs.getFirst().then(specs.subList(1, specs.size()));
  }

  private Spec spec(Object value, boolean all) {
    return entries.values().stream()
        .filter(entry -> entry.prototype().getClass() == value.getClass())
        .filter(entry -> value.getClass().isRecord() || entry.prototype().equals(value))
        .min(comparingInt(entry -> spec(entry, value, false).arguments().size()))
        .map(entry -> spec(entry, value, all))
        .orElseThrow(() -> new IllegalArgumentException("not listed: " + value));
  }

  private Spec spec(Entry<T> entry, Object value, boolean all) {
    var arguments = new LinkedHashMap<String, Value>();
    for (var component : components(entry)) {
      Object part = component.in(value);
      if (all
          || entry.required().contains(component.name())
          || !part.equals(component.in(entry.prototype()))) {
        arguments.put(component.name(), component.codec().write(part, all));
      }
    }
    return new Spec(entry.name(), arguments, List.of());
  }

  private List<Component> components(Entry<T> entry) {
    return Component.all(entry.prototype(), this);
  }

  /** The catalog of a type that components may have. */
  Optional<Catalog<?>> inner(Type other) {
    return other == type ? Optional.of(this) : Optional.ofNullable(nested.get(other));
  }

  /** One entry with its article, for sentences. */
  String one() {
    return ("aeiou".indexOf(kind.charAt(0)) < 0 ? "a " : "an ") + kind;
  }
}
