package preimage.latent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import preimage.search.Adam;
import preimage.search.Eased;
import preimage.search.GradientDescent;
import preimage.search.LevenbergMarquardt;
import preimage.search.Race;
import preimage.search.Schedule;
import preimage.search.Solver;
import preimage.search.Then;
import preimage.spec.Catalog;
import preimage.spec.Misuse;

class RecoverySpecTest {
  private static final Schedule CONSTANT = new Schedule.Constant();

  private static final Catalog<Schedule> SCHEDULES =
      Catalog.of("schedule", Schedule.class)
          .add("constant", new Schedule.Constant(), "one rate")
          .add("cosine", new Schedule.Cosine(), "half a wave")
          .add("halving", new Schedule.Halving(), "halved again and again");

  private static final Catalog<Solver> SOLVERS =
      Catalog.of("solver", Solver.class)
          .nest(Schedule.class, SCHEDULES)
          .sequence(Then.class, Then::new, Then::first, Then::next)
          .add("adam", new Adam(), "Adam")
          .add("gradient-descent", new GradientDescent(), "gradient descent")
          .add("eased", new Eased(), "on another scale")
          .add("lm", new LevenbergMarquardt(), "Levenberg–Marquardt");

  private static final Catalog<Start> STARTS =
      Catalog.of("start", Start.class)
          .add("prior", new Start.Prior(), "draws")
          .add("zero", new Start.Zero(), "the origin")
          .add("mean", new Start.Mean(), "the mean")
          .add("ridge", new Ridge(), "a linear guess");

  private static final Catalog<Recovery> RECOVERIES =
      Catalog.of("recovery", Recovery.class)
          .nest(Start.class, STARTS)
          .nest(Solver.class, SOLVERS)
          .nest(
              Distance.class,
              Catalog.of("distance", Distance.class)
                  .add("mse", new Distance.Squared(), "mean squared error"))
          .nest(
              Restriction.class,
              Catalog.of("restriction", Restriction.class)
                  .add("none", new Restriction.None(), "nothing"))
          .nest(
              Race.class,
              Catalog.of("race", Race.class)
                  .nest(Solver.class, SOLVERS)
                  .add("none", new Race.None(), "nothing")
                  .add("halving", new Race.Halving(), "halving"))
          .add("recovery", new Recovery(), "recovery");

  @Test
  void aRecoveryIsItsText() {
    var text =
        "recovery(start=zero, solver=adam(rate=0.1, steps=50).then(lm(steps=9)), restarts=3, "
            + "clip=none)";
    var recovery = RECOVERIES.parse(text);
    assertEquals(text, RECOVERIES.format(recovery));
    assertEquals(recovery, RECOVERIES.ofJson(RECOVERIES.json(recovery)));
    assertEquals("recovery", RECOVERIES.format(new Recovery()));
    var race =
        "recovery(restarts=10, clip=stochastic, race=halving(heat=adam(steps=20), keep=3), "
            + "classes=all)";
    assertEquals(race, RECOVERIES.format(RECOVERIES.parse(race)));
    assertEquals(new Race.Halving(new Adam(1e-3, 20, CONSTANT), 3), RECOVERIES.parse(race).race());
    assertEquals(
        "eased(by=lm(steps=200, damping=0.01, reuse=100, jacobians=12))",
        SOLVERS.describe(new Recovery().solver()));
    assertEquals(
        new GradientDescent(2, 7, new Schedule.Halving(3)),
        SOLVERS.parse("gradient-descent(rate=2, steps=7, schedule=halving(every=3))"));
  }

  @Test
  void refusesValuesThatTheRecordsRefuse() {
    assertThrows(Misuse.class, () -> RECOVERIES.parse("recovery(restarts=0)"));
    assertThrows(Misuse.class, () -> RECOVERIES.parse("recovery(clip=stochastik)"));
    assertThrows(Misuse.class, () -> RECOVERIES.parse("recovery(solver=adam(rate=0))"));
  }
}
