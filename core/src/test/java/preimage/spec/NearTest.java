package preimage.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearTest {
  private static final List<String> NAMES =
      List.of("pgd", "steps", "epsilon", "--checkpoint-every");

  @Test
  void forgivesASlipOfTheFinger() {
    assertEquals(Optional.of("steps"), Near.to("step", NAMES));
    assertEquals(Optional.of("steps"), Near.to("setps", NAMES));
    assertEquals(Optional.of("steps"), Near.to("STEPS", NAMES));
    assertEquals(Optional.of("epsilon"), Near.to("eps", NAMES));
    assertEquals(Optional.of("pgd"), Near.to("pdg", NAMES));
    assertEquals(Optional.of("--checkpoint-every"), Near.to("--chekpoint-evry", NAMES));
  }

  @Test
  void suggestsNothingFarOff() {
    assertEquals(Optional.empty(), Near.to("fgsm", NAMES));
    assertEquals(Optional.empty(), Near.to("x", NAMES));
    assertEquals(Optional.empty(), Near.to("x".repeat(1_000_000), NAMES));
    assertEquals("", Near.hint("x", List.of()));
  }
}
