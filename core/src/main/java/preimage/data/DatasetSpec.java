package preimage.data;

import java.util.Optional;
import java.util.regex.Pattern;
import preimage.io.Source;
import preimage.spec.Misuse;

/**
 * What a user writes to say which images: {@code fashion-mnist}, {@code fashion-mnist:test}, {@code
 * fashion-mnist:test[0:1000]}, {@code stl10:train:3x48x48}, {@code photos/}, {@code
 * photos/:3x64x64[::2]}, {@code pairs/:b}, {@code pairs/:b:3x64x64}. {@link Datasets} takes a text
 * that is the name of a file as a whole for that file.
 *
 * @param source a named set or a path
 * @param part the split of a named set, the side of a folder of pairs, or the size that pictures
 *     are brought to
 * @param slice which of the images
 */
public record DatasetSpec(String source, Optional<String> part, Slice slice) {
  private static final Pattern FORM =
      Pattern.compile("(.+?)(?::([^:/\\\\\\[\\]]*))?(\\[[^\\[\\]]*])?", Pattern.DOTALL);

  /**
   * Reads such a text.
   *
   * @throws Misuse if it is empty or its slice is wrong
   */
  public static DatasetSpec parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new Misuse(
          "a data set is a name or a path, such as fashion-mnist:test[0:1000], not "
              + Source.quoted(text));
    }
    var slice = Optional.ofNullable(form.group(3)).map(Slice::parse).orElse(Slice.ALL);
    return new DatasetSpec(form.group(1), Optional.ofNullable(form.group(2)), slice);
  }
}
