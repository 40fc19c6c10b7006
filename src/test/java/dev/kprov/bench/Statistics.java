package dev.kprov.bench;

import java.util.List;

/**
 * What is said of several measurements of one thing: the middle, and between which values the
 * middle half lies. One disturbed round moves none of them.
 */
record Statistics(double median, double lower, double upper) {

  /** Of at least one value, in any order. */
  static Statistics of(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
    return new Statistics(quantile(sorted, 0.5), quantile(sorted, 0.25), quantile(sorted, 0.75));
  }

  /** Between two values in proportion (Hyndman and Fan's type 7, as R and NumPy have it). */
  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
