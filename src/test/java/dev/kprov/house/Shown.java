package dev.kprov.house;

import java.util.ArrayList;
import java.util.List;

/** The rows that a test shows beside those of its {@link Shows}. */
public final class Shown {

  private final List<String> rows = new ArrayList<>();

  /** Adds a row. The first cells are its place among the others. */
  public void row(String... cells) {
    rows.add(String.join(" | ", cells));
  }

  List<String> rows() {
    return List.copyOf(rows);
  }
}
