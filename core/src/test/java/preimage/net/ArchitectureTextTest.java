package preimage.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import preimage.tensor.Shape;

class ArchitectureTextTest {
  @Test
  void isReadBackFromItsText() {
    for (String text :
        List.of(
            "1x28x28 conv(out=64).then(relu)",
            "100 linear(out=10)",
            "3 [linear(out=2)]",
            "2 []",
            "4x6x6 residual(body=conv(out=4, pad=1).then(batch-norm)).then(flatten)")) {
      var read = Architecture.parse(text);
      assertEquals(read, Architecture.parse(read.toString()));
    }
    assertEquals(
        "1x28x28 conv(out=64).then(relu)",
        Architecture.parse(" 1×28×28   conv(out=64).then(relu)\n").toString());
  }

  @Test
  void saysWhatIsWrong() {
    wrong("", "expected sizes and layers, such as '100 linear(out=10)', not ''");
    wrong("linear(out=3)", "expected sizes and layers, such as '100 linear(out=10)', not 'lin");
    wrong("1xx2 relu", "expected sizes such as 1x28x28, not '1xx2'");
    wrong("0x3 relu", "expected sizes such as 1x28x28, not '0x3'");
    wrong("3 liner(out=2)", "no 'liner' among [linear, ");
    wrong("3 liner(out=2)", "; did you mean 'linear'?");
    wrong("3 linear", "out");
    wrong("3 linear(out=0)", "out must be at least 1 but was 0");
    wrong("3 linear(out=two)", "out: expected a whole number but found 'two'");
    wrong("3 linear(out=2, baias=false)", "did you mean 'bias'?");
    wrong("3x8x8 linear(out=2)", "linear takes vectors, not 3×8×8; flatten first");
    wrong("3x4 conv(out=2)", "conv takes images or vectors, not 3×4");
    wrong("3x4x4 conv(out=2, kernel=5)", "a kernel of 5 does not fit into 3×4×4");
    wrong("3x1x1 deconv(out=2, kernel=1, pad=1)", "a padding of 1 leaves nothing of 3×1×1");
    wrong("3x4x4 max-pool(size=5)", "squares of 5 pixels do not fit into 3×4×4");
    wrong("10 reshape(channels=1, height=3, width=3)", "reshape cannot make 1×3×3 of 10");
    wrong("3x4x4 padded-shortcut(out=2)", "cannot take channels away from 3×4×4");
    wrong("4 instance-norm", "instance-norm takes images of several pixels, not 4");
  }

  @Test
  void sizesBeyondCountingAreRefusedBeforeAnythingIsMade() {
    var product = "sizes must be positive, their product below 2^31, but were ";
    wrong("9999999x9999999 flatten", product + "[9999999, 9999999]");
    wrong("2147483 linear(out=2147483647)", product + "[2147483647, 2147483]");
    wrong("1x28x28 conv(out=2147483647, pad=1000).then(flatten)", product);
    var sentence = "layers of such sizes hold more values than can be counted";
    wrong("1x28x28 upsample(factor=2147483647)", sentence);
    wrong("1x28x28 deconv(out=1, stride=2147483647)", sentence);
    wrong("1x9x9 conv(out=1, kernel=1, pad=2147483647)", sentence);
  }

  private static void wrong(String text, String words) {
    Misused.says(words, () -> Architecture.parse(text));
  }

  @Test
  void countsWhatIsLearned() {
    // 3·4·3·3 + 4 of the convolution, 2·4 of the normalisation, not its running statistics.
    var architecture = Architecture.parse("3x8x8 conv(out=4).then(batch-norm)");
    assertEquals(3 * 4 * 9 + 4 + 8, architecture.size());
    assertEquals(
        List.of("0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var"),
        architecture.parameters().stream().map(Parameter::name).toList());
    assertEquals(Shape.of(4, 6, 6), architecture.output());
  }

  @Test
  void sequencesWithinSequencesAreOne() {
    var inner = new Sequence(new Activation.Relu(), new Activation.Tanh());
    assertEquals(
        new Sequence(new Activation.Relu(), new Activation.Tanh(), new Activation.Relu()),
        inner.then(new Activation.Relu()));
  }
}
