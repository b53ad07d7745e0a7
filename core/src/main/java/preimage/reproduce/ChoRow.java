package preimage.reproduce;

import preimage.Catalogs;
import preimage.latent.Recovery;

/** The rows of the table. */
enum ChoRow {
  START("no update", "gradient-descent(rate=1e-30, steps=1)", "none", Double.NaN),
  NONE("no restriction", "adam", "none", .553),
  W1("Wasserstein-1, α = 1", "adam", "w1(weight=1)", .641),
  FAST("ours, no restriction", "adam(rate=0.1, schedule=cosine)", "none", Double.NaN),
  FAST_W1("ours, Wasserstein-1, α = 1", "adam(rate=0.1, schedule=cosine)", "w1", Double.NaN);

  final String label;
  final String solver;
  final String restriction;
  final double accuracy;

  ChoRow(String label, String solver, String restriction, double accuracy) {
    this.label = label;
    this.solver = solver;
    this.restriction = restriction;
    this.accuracy = accuracy;
  }

  /** Ten starts, of which the least total counts. */
  Recovery recovery() {
    return Catalogs.RECOVERIES.parse(
        "recovery(start=prior, solver=%s, restarts=10, enough=0, clip=none, restriction=%s, refine=false)"
            .formatted(solver, restriction));
  }

  String recipe() {
    return Catalogs.RECOVERIES.describe(recovery());
  }

  String word() {
    return switch (this) {
      case START -> "start";
      case NONE -> "none";
      case W1 -> "w1";
      case FAST -> "ours.none";
      case FAST_W1 -> "ours.w1";
    };
  }
}
