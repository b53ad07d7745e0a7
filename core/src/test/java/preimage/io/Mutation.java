package preimage.io;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** One way of damaging a file; every one keeps most of it, so that damage reaches deep. */
enum Mutation {
  FLIP_A_BIT {
    @Override
    byte[] of(byte[] input, List<byte[]> seeds, SplittableRandom random) {
      input[random.nextInt(input.length)] ^= (byte) (1 << random.nextInt(8));
      return input;
    }
  },
  SET_A_BYTE {
    @Override
    byte[] of(byte[] input, List<byte[]> seeds, SplittableRandom random) {
      input[random.nextInt(input.length)] = (byte) random.nextInt(256);
      return input;
    }
  },
  TRUNCATE {
    @Override
    byte[] of(byte[] input, List<byte[]> seeds, SplittableRandom random) {
      return Arrays.copyOf(input, random.nextInt(input.length));
    }
  },
  SPLICE {
    @Override
    byte[] of(byte[] input, List<byte[]> seeds, SplittableRandom random) {
      var other = seeds.get(random.nextInt(seeds.size()));
      int at = random.nextInt(input.length);
      int from = random.nextBoolean() ? Math.min(at, other.length) : random.nextInt(other.length);
      return joined(input, at, other, from, other.length);
    }
  },
  /** Length fields are 1 to 8 bytes of either order; any place may be one. */
  EXTREME_INTEGER {
    @Override
    byte[] of(byte[] input, List<byte[]> seeds, SplittableRandom random) {
      long value = EXTREMES[random.nextInt(EXTREMES.length)] + random.nextInt(3) - 1;
      int width = 1 << random.nextInt(4);
      int at = random.nextInt(input.length);
      boolean big = random.nextBoolean();
      for (int i = 0; i < width && at + i < input.length; i++) {
        input[at + i] = (byte) (value >>> (8 * (big ? width - 1 - i : i)));
      }
      return input;
    }
  },
  /** In headers that are text, the same. */
  EXTREME_DIGITS {
    @Override
    byte[] of(byte[] input, List<byte[]> seeds, SplittableRandom random) {
      int start = random.nextInt(input.length);
      while (start < input.length && !Character.isDigit(input[start])) {
        start++;
      }
      int end = start;
      while (end < input.length && Character.isDigit(input[end])) {
        end++;
      }
      var digits = Long.toString(EXTREMES[random.nextInt(EXTREMES.length)]);
      var text = digits.getBytes(StandardCharsets.US_ASCII);
      var head = joined(input, start, text, 0, text.length);
      return joined(head, head.length, input, end, input.length);
    }
  },
  DUPLICATE_A_CHUNK {
    @Override
    byte[] of(byte[] input, List<byte[]> seeds, SplittableRandom random) {
      int from = random.nextInt(input.length);
      int to = from + random.nextInt(Math.min(64, input.length - from) + 1);
      return joined(input, to, input, from, input.length);
    }
  },
  DROP_A_CHUNK {
    @Override
    byte[] of(byte[] input, List<byte[]> seeds, SplittableRandom random) {
      int from = random.nextInt(input.length);
      int to = from + random.nextInt(Math.min(64, input.length - from) + 1);
      return joined(input, from, input, to, input.length);
    }
  };

  private static final long[] EXTREMES = {
    0, 2, 255, 1 << 15, 1 << 16, 1 << 30, 1L << 31, 1L << 32, 1L << 40, 1L << 62, Long.MIN_VALUE
  };

  /** The damaged file; {@code input} has at least one byte and may be overwritten. */
  abstract byte[] of(byte[] input, List<byte[]> seeds, SplittableRandom random);

  private static byte[] joined(byte[] head, int end, byte[] tail, int from, int to) {
    var out = new ByteArrayOutputStream(end + to - from);
    out.write(head, 0, end);
    out.write(tail, from, to - from);
    return out.toByteArray();
  }
}
