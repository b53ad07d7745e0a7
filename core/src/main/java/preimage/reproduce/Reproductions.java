package preimage.reproduce;

import java.util.List;
import java.util.stream.Stream;
import preimage.spec.Listed;
import preimage.spec.Near;

/** The registration file of what can be reproduced: one line each. */
public final class Reproductions {
  private Reproductions() {}

  private static final List<Reproduction> SINGLE =
      List.of(
          new LiptonTable1(),
          new LiptonFigure1(),
          new LiptonFigure2(),
          new LiptonTable2(),
          new ChoRestriction(),
          AdvlatPlane.ring(),
          AdvlatPlane.grid(),
          new AdvlatFigure4(),
          new AdvlatTable1(),
          new AdvlatLatents(),
          new AdvlatTable3(),
          AdvlatTable4.table4(),
          AdvlatTable4.table5(),
          AdvlatTable6.table6(),
          AdvlatTable6.table7());

  public static final List<Reproduction> ALL =
      Stream.concat(SINGLE.stream(), AdvlatRivals.tables().stream()).toList();

  /**
   * The one of that name.
   *
   * @throws preimage.spec.Misuse if there is none
   */
  public static Reproduction named(String name) {
    return ALL.stream()
        .filter(reproduction -> reproduction.name().equals(name))
        .findFirst()
        .orElseThrow(() -> Near.missing(name, ALL.stream().map(Reproduction::name).toList()));
  }

  /** As people are told of them. */
  public static List<Listed> listed() {
    return ALL.stream()
        .map(r -> new Listed(r.name(), "reproduction", r.title() + "; " + r.source(), List.of()))
        .toList();
  }
}
