package preimage.io;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Python pickles, read by a machine that can make plain values, lists and dictionaries by itself
 * and everything else only through a {@link Maker}, which says by name what may be made. No code of
 * the pickle's choosing is ever looked up, let alone run.
 *
 * <p>Values: {@link None}, Boolean, Long (BigInteger beyond it), Double, String, ByteBuffer,
 * unmodifiable List (tuple), ArrayList (list, set), LinkedHashMap (dict), and what the maker makes.
 */
final class Pickle {
  private static final int STACK = 1 << 20;
  private static final int MEMO = 1 << 22;

  /** Python's None. */
  enum None {
    NONE
  }

  private enum Mark {
    MARK
  }

  /** What a pickle may ask for beyond plain values. Each refuses by throwing. */
  interface Maker {
    /** Stands for a Python name such as {@code collections.OrderedDict}. */
    Object named(String name, PickleInput in, long at);

    /** The named thing called with arguments. */
    Object called(Object named, List<?> arguments, PickleInput in, long at);

    /** The thing outside the pickle that {@code id} means. */
    Object outside(Object id, PickleInput in, long at);
  }

  private final PickleInput in;
  private final Maker maker;
  private final ArrayList<Object> stack = new ArrayList<>();
  private final Map<Long, Object> memo = new HashMap<>();

  private Pickle(PickleInput in, Maker maker) {
    this.in = in;
    this.maker = maker;
  }

  /**
   * Reads one pickle and stops behind it.
   *
   * @throws preimage.work.Failure if it is damaged or asks for what the maker refuses
   */
  static Object read(PickleInput in, Maker maker) {
    return new Pickle(in, maker).run();
  }

  private Object run() {
    while (true) {
      long at = in.position();
      int opcode = in.unsigned();
      if (opcode == '.') {
        return pop(at);
      }
      var literal = in.literal(opcode);
      if (literal.isPresent()) {
        push(literal.get(), at);
      } else if (!contains(opcode, at) && !remembers(opcode, at)) {
        makes(opcode, at);
      }
    }
  }

  /** Stack and containers. */
  private boolean contains(int opcode, long at) {
    switch (opcode) {
      case 0x80 -> version(at);
      case 0x95 -> in.skip(8);
      case '(' -> push(Mark.MARK, at);
      case '0' -> take(at);
      case '1' -> marked(at);
      case '2' -> push(top(at), at);
      case ')' -> push(List.of(), at);
      case ']', 0x8f -> push(new ArrayList<>(), at);
      case '}' -> push(new LinkedHashMap<>(), at);
      case 't', 0x91 -> push(Collections.unmodifiableList(marked(at)), at);
      case 0x85, 0x86, 0x87 -> push(tuple(opcode - 0x84, at), at);
      case 'l' -> push(marked(at), at);
      case 'd' -> {
        var items = marked(at);
        push(put(new LinkedHashMap<>(), items, at), at);
      }
      case 'a' -> {
        var item = pop(at);
        list(at).add(item);
      }
      case 'e', 0x90 -> {
        var items = marked(at);
        list(at).addAll(items);
      }
      case 's' -> {
        var items = tuple(2, at);
        put(dictionary(at), items, at);
      }
      case 'u' -> {
        var items = marked(at);
        put(dictionary(at), items, at);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean remembers(int opcode, long at) {
    switch (opcode) {
      case 'p' -> remember(number(at), at);
      case 'q' -> remember(in.unsigned(), at);
      case 'r' -> remember(in.unsignedInt(), at);
      case 0x94 -> remember(memo.size(), at);
      case 'g' -> push(recalled(number(at), at), at);
      case 'h' -> push(recalled(in.unsigned(), at), at);
      case 'j' -> push(recalled(in.unsignedInt(), at), at);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void makes(int opcode, long at) {
    switch (opcode) {
      case 'c' -> push(maker.named(in.line() + "." + in.line(), in, at), at);
      case 0x93 -> {
        var parts = tuple(2, at);
        // The text of anything else may be far longer than the pickle, or have no end.
        if (!(parts.get(0) instanceof String module) || !(parts.get(1) instanceof String name)) {
          throw in.failure(at, "the names of a module and of what is in it were expected");
        }
        push(maker.named(module + "." + name, in, at), at);
      }
      case 'R' -> {
        var arguments = pop(at);
        push(maker.called(pop(at), arguments(arguments, at), in, at), at);
      }
      case 'b' -> {
        // PyTorch hangs versions of layers on the OrderedDict of a state dict; nobody needs them.
        pop(at);
        dictionary(at);
      }
      case 'Q' -> push(maker.outside(pop(at), in, at), at);
      case 'i' ->
          throw in.refusal(
              "asks to build "
                  + Source.quoted(in.line() + "." + in.line())
                  + ", which a weights file has no need of");
      default -> throw in.failure(at, "opcode " + opcode + " has no place in a file of weights");
    }
  }

  private void version(long at) {
    int version = in.unsigned();
    if (version > 5) {
      throw in.failure(at, "pickles have protocols up to 5, not " + version);
    }
  }

  private void push(Object value, long at) {
    if (stack.size() == STACK) {
      throw in.failure(at, "the pickle stacks more than " + STACK + " values");
    }
    stack.add(value);
  }

  private Object take(long at) {
    if (stack.isEmpty()) {
      throw in.failure(at, "the pickle takes a value where there is none");
    }
    return stack.removeLast();
  }

  private Object pop(long at) {
    var value = take(at);
    return checked(value, at);
  }

  private Object top(long at) {
    if (stack.isEmpty()) {
      throw in.failure(at, "the pickle uses a value where there is none");
    }
    return checked(stack.getLast(), at);
  }

  private Object checked(Object value, long at) {
    if (value == Mark.MARK) {
      throw in.failure(at, "the pickle uses a mark as a value");
    }
    return value;
  }

  /** All down to the last mark, which goes too, in the order in which they came. */
  private List<Object> marked(long at) {
    int mark = stack.lastIndexOf(Mark.MARK);
    if (mark < 0) {
      throw in.failure(at, "the pickle lacks a mark");
    }
    var above = stack.subList(mark, stack.size());
    var items = new ArrayList<>(above.subList(1, above.size()));
    above.clear();
    return items;
  }

  private List<Object> tuple(int size, long at) {
    var items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      items.add(pop(at));
    }
    return Collections.unmodifiableList(items.reversed());
  }

  @SuppressWarnings("unchecked")
  private List<Object> list(long at) {
    if (top(at) instanceof ArrayList<?> list) {
      return (List<Object>) list;
    }
    throw in.failure(at, "the pickle appends to what is not a list");
  }

  @SuppressWarnings("unchecked")
  private Map<Object, Object> dictionary(long at) {
    if (top(at) instanceof LinkedHashMap<?, ?> map) {
      return (Map<Object, Object>) map;
    }
    throw in.failure(at, "the pickle sets an item or a state of what is not a dictionary");
  }

  private Map<Object, Object> put(Map<Object, Object> map, List<Object> items, long at) {
    if (items.size() % 2 != 0) {
      throw in.failure(at, "a key of a dictionary has no value");
    }
    for (int i = 0; i < items.size(); i += 2) {
      var key = items.get(i);
      // Hashing a container could take for ever, since containers can hold themselves.
      if (key instanceof List || key instanceof Map || key instanceof ByteBuffer) {
        throw in.failure(at, "keys of dictionaries should be names or numbers");
      }
      map.put(key, items.get(i + 1));
    }
    return map;
  }

  private List<?> arguments(Object value, long at) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw in.failure(at, "the arguments of a call should be a tuple");
  }

  private long number(long at) {
    var line = in.line();
    if (!line.matches("[0-9]{1,9}")) {
      throw in.failure(at, "a memo's number was expected, not " + Source.quoted(line));
    }
    return Long.parseLong(line);
  }

  private void remember(long key, long at) {
    if (memo.size() == MEMO) {
      throw in.failure(at, "the pickle remembers more than " + MEMO + " values");
    }
    memo.put(key, top(at));
  }

  private Object recalled(long key, long at) {
    var value = memo.get(key);
    if (value == null) {
      throw in.failure(at, "the pickle recalls value " + key + ", which it never remembered");
    }
    return value;
  }
}
