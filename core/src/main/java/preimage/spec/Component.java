package preimage.spec;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/** One component of a record, under its name in specs: {@code stepSize} is {@code step-size}. */
record Component(String name, RecordComponent of, Codec codec) {
  /** The components of the class of {@code prototype}; none if that is no record. */
  static List<Component> all(Object prototype, Catalog<?> catalog) {
    if (!prototype.getClass().isRecord()) {
      return List.of();
    }
    return Arrays.stream(prototype.getClass().getRecordComponents())
        .map(c -> new Component(kebab(c.getName()), c, Codec.of(c.getGenericType(), catalog)))
        .toList();
  }

  static String kebab(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  /** This component of {@code record}. */
  Object in(Object record) {
    return reflect(() -> {
      of.getAccessor().setAccessible(true);
      return of.getAccessor().invoke(record);
    });
  }

  /**
   * The record like {@code prototype} but with other components.
   *
   * @throws Misuse what the record's own constructor says against them
   */
  static Object build(
      Object prototype, List<Component> components, Function<Component, Object> value) {
    var types = components.stream().map(c -> c.of.getType()).toArray(Class<?>[]::new);
    var values = components.stream().map(value).toArray();
    return reflect(() -> {
      var canonical = prototype.getClass().getDeclaredConstructor(types);
      canonical.setAccessible(true);
      return canonical.newInstance(values);
    });
  }

  private interface Reflection {
    Object call() throws ReflectiveOperationException;
  }

  private static Object reflect(Reflection reflection) {
    try {
      return Objects.requireNonNull(reflection.call());
    } catch (InvocationTargetException e) {
      switch (e.getCause()) {
        case IllegalArgumentException refusal ->
            throw new Misuse(String.valueOf(refusal.getMessage()));
        case RuntimeException other -> throw other;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
