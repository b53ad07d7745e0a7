package preimage.spec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How one type of component is read from a value and written as one. */
sealed interface Codec {
  /** What a value must be, as a sentence goes on after "expected". */
  String expected();

  /**
   * What {@code value} stands for.
   *
   * @param place what the value is for, as an error names it
   * @throws Misuse if the value is not what was expected
   */
  Object read(String place, Value value);

  /**
   * The value that is read back as {@code object}.
   *
   * @param all whether with all components of nested records, or only with what differs from theirs
   */
  Value write(Object object, boolean all);

  /**
   * The codec of {@code type}, with those of nested types from {@code catalog}.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Codec of(Type type, Catalog<?> catalog) {
    if (type == int.class) {
      return new Whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
    } else if (type == long.class) {
      return new Whole(Long.MIN_VALUE, Long.MAX_VALUE);
    } else if (type == double.class || type == Double.class) {
      return new Real();
    } else if (type == boolean.class || type == Boolean.class) {
      return new Truth();
    } else if (type == String.class) {
      return new Words();
    } else if (type == Integer.class) {
      return of(int.class, catalog);
    } else if (type == Long.class) {
      return of(long.class, catalog);
    } else if (type instanceof Class<?> plain && plain.isEnum()) {
      return new Choice(plain);
    } else if (type instanceof ParameterizedType generic
        && generic.getRawType() == Optional.class) {
      return new Maybe(of(generic.getActualTypeArguments()[0], catalog));
    } else if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      return new Many(of(generic.getActualTypeArguments()[0], catalog));
    }
    Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
    return catalog
        .inner(raw)
        .map(Nested::new)
        .orElseThrow(() -> new IllegalArgumentException("nest a catalog of " + type + " first"));
  }

  /** What to throw when {@code value} is not as expected. */
  default Misuse unexpected(String place, Value value) {
    return new Misuse(place + ": expected " + expected() + " but found '" + found(value) + "'");
  }

  private static String found(Value value) {
    return value instanceof Value.Text(String content) ? content : value.toString();
  }

  /** Whole numbers in a closed interval. */
  record Whole(long least, long most) implements Codec {
    @Override
    public String expected() {
      return "a whole number";
    }

    @Override
    public Object read(String place, Value value) {
      if (!(value.unquoted() instanceof Value.Numeral number && number.isWhole())) {
        throw unexpected(place, value);
      }
      try {
        long whole = Long.parseLong(number.literal());
        if (whole >= least && whole <= most) {
          return most == Integer.MAX_VALUE ? (Object) (int) whole : (Object) whole;
        }
      } catch (NumberFormatException _) {
        // More digits than a long holds: out of the interval, too.
      }
      String range = " between " + least + " and " + most;
      throw new Misuse(place + ": expected " + expected() + range + " but found '" + number + "'");
    }

    @Override
    public Value write(Object object, boolean all) {
      return new Value.Numeral(object.toString());
    }
  }

  /** Doubles; infinite ones and NaN only by name. */
  record Real() implements Codec {
    @Override
    public String expected() {
      return "a number";
    }

    @Override
    public Object read(String place, Value value) {
      return switch (value.unquoted()) {
        case Value.Numeral number -> {
          double finite = number.number();
          if (Double.isInfinite(finite) && !number.literal().endsWith("inf")) {
            throw unexpected(place, value);
          }
          yield finite;
        }
        case Spec word when word.equals(Spec.word("inf")) -> Double.POSITIVE_INFINITY;
        case Spec word when word.equals(Spec.word("nan")) -> Double.NaN;
        default -> throw unexpected(place, value);
      };
    }

    @Override
    public Value write(Object object, boolean all) {
      return Value.Numeral.of((double) object);
    }
  }

  /** {@code true} or {@code false}. */
  record Truth() implements Codec {
    @Override
    public String expected() {
      return "true or false";
    }

    @Override
    public Object read(String place, Value value) {
      return switch (value.unquoted().toString()) {
        case "true" -> true;
        case "false" -> false;
        default -> throw unexpected(place, value);
      };
    }

    @Override
    public Value write(Object object, boolean all) {
      return Spec.word(object.toString());
    }
  }

  /** Any text; one that looks like a name needs no quotes. */
  record Words() implements Codec {
    @Override
    public String expected() {
      return "a text";
    }

    @Override
    public Object read(String place, Value value) {
      return switch (value) {
        case Value.Text(String content) -> content;
        case Value.Numeral(String literal) -> literal;
        case Spec word when word.isWord() -> word.name();
        default ->
            throw new Misuse(place + ": expected a text in quotes but found '" + value + "'");
      };
    }

    @Override
    public Value write(Object object, boolean all) {
      String text = (String) object;
      return Parser.WORD.matcher(text).matches() ? Spec.word(text) : new Value.Text(text);
    }
  }

  /** The constants of an enum, in kebab case. */
  record Choice(Class<?> type) implements Codec {
    private static String name(Object constant) {
      return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private List<String> names() {
      return Arrays.stream(type.getEnumConstants()).map(Choice::name).toList();
    }

    @Override
    public String expected() {
      return "one of " + names();
    }

    @Override
    public Object read(String place, Value value) {
      String name = found(value);
      return Arrays.stream(type.getEnumConstants())
          .filter(constant -> name(constant).equals(name))
          .findFirst()
          .orElseThrow(() -> new Misuse(place + ": " + Near.missing(name, names()).getMessage()));
    }

    @Override
    public Value write(Object object, boolean all) {
      return Spec.word(name(object));
    }
  }

  /** A value or {@code none}. */
  record Maybe(Codec some) implements Codec {
    private static final Spec NONE = Spec.word("none");

    @Override
    public String expected() {
      return some.expected() + " or none";
    }

    @Override
    public Object read(String place, Value value) {
      return found(value).equals("none") ? Optional.empty() : Optional.of(some.read(place, value));
    }

    @Override
    public Value write(Object object, boolean all) {
      return ((Optional<?>) object).map(present -> some.write(present, all)).orElse(NONE);
    }
  }

  /** Values in a list. */
  record Many(Codec each) implements Codec {
    @Override
    public String expected() {
      return "a list, each item " + each.expected();
    }

    @Override
    public Object read(String place, Value value) {
      if (!(value.unquoted() instanceof Value.Items(var values))) {
        throw unexpected(place, value);
      }
      return values.stream().map(item -> each.read(place, item)).toList();
    }

    @Override
    public Value write(Object object, boolean all) {
      return new Value.Items(
          ((List<?>) object).stream().map(item -> each.write(item, all)).toList());
    }
  }

  /** An entry of a catalog. */
  record Nested(Catalog<?> catalog) implements Codec {
    @Override
    public String expected() {
      return catalog.one();
    }

    @Override
    public Object read(String place, Value value) {
      if (value instanceof Value.Numeral) {
        throw unexpected(place, value);
      }
      return catalog.read(value);
    }

    @Override
    public Value write(Object object, boolean all) {
      return catalog.write(object, all);
    }
  }
}
