package preimage.reproduce;

/**
 * How much a published search does.
 *
 * @param samples how many targets
 * @param updates how many steps for each
 */
public record Effort(int samples, int updates) {
  @Override
  public String toString() {
    return "%,d samples, %,d updates".formatted(samples, updates);
  }
}
