package dev.kprov.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody meant who mistyped it. */
public final class Nearest {

  private Nearest() {}

  /**
   * The known word that differs least from the one at hand: by no more than one edit in four
   * characters (insert, delete, replace, swap of neighbours), letter case aside.
   */
  public static Optional<String> to(String word, Collection<String> known) {
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= allowed(word, candidate))
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  /** A hint for an unknown word: the nearest known one, or all of them where none is near. */
  public static String hint(String word, Collection<String> known) {
    return to(word, known)
        .map(near -> "did you mean " + near + "?")
        .orElseGet(
            () -> known.isEmpty() ? "none is known" : "known here: " + String.join(", ", known));
  }

  private static int allowed(String word, String candidate) {
    return Math.max(1, Math.max(word.length(), candidate.length()) / 4 + 1) - tiny(word, candidate);
  }

  /** Of words of one or two characters every other one is a neighbour, and none is meant. */
  private static int tiny(String word, String candidate) {
    return Math.min(word.length(), candidate.length()) <= 2 ? 1 : 0;
  }

  /** Optimal string alignment distance. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    if (Math.abs(a.length() - b.length()) > allowed(a, b)) {
      return Integer.MAX_VALUE;
    }
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : cheapest(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int cheapest(int[][] d, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int best = Math.min(d[i - 1][j - 1] + (same ? 0 : 1), Math.min(d[i - 1][j], d[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }
}
