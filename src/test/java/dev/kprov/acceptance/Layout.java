package dev.kprov.acceptance;

import dev.kprov.lab.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The shipped layouts on the hosts of the lab. What is expected of each stands in tables below
 * {@code src/test/resources/layouts}, which were written by hand from the documents that the
 * layouts come from.
 */
enum Layout {
  KUBENET,
  HARD_WAY,
  /** Written by root, through sudo; it knows no load balancer. */
  KUBEADM;

  static final List<String> CONTROLS = List.of("control0", "control1", "control2");
  static final List<String> WORKERS = List.of("worker0", "worker1", "worker2");

  private static final String CLUSTER = "cluster";
  private static final Path TABLES = Path.of("src/test/resources/layouts");

  /**
   * A row of a table, for one host.
   *
   * @param cells what stands behind the hosts, with {@code HOST} and {@code ADDRESS} filled in
   */
  record Row(String host, List<String> cells) {

    String cell(int index) {
      return cells.get(index);
    }

    /** The words of a cell. */
    List<String> words(int index) {
      return Stream.of(cell(index).split(" ")).filter(word -> !word.isEmpty()).toList();
    }
  }

  /** Fresh hosts, and an operator with an inventory of them. */
  Operator fresh(Path folder) {
    return this == KUBEADM ? freshWithRoot(folder) : reset(folder);
  }

  /** The same, skipped where an ordinary user runs the lab. */
  Operator freshWithRoot(Path folder) {
    Lab.up().assumeRoot();
    return reset(folder);
  }

  private Operator reset(Path folder) {
    Lab lab = Lab.up();
    lab.reset();
    Operator operator = new Operator(lab, folder);
    if (this != KUBENET) {
      operator.edit(this::inventory);
    }
    return operator;
  }

  private String inventory(String text) {
    return switch (this) {
      case KUBENET -> text;
      case HARD_WAY ->
          text.replace("playbook: kubenet", "playbook: hard-way")
              .replace("role: gateway", "role: lb");
      case KUBEADM ->
          text.replace("playbook: kubenet", "playbook: kubeadm")
              .replace("user: ubuntu,", "user: ubuntu, become: sudo,")
              .replaceAll("(?m)^.*role: gateway.*\n?", "");
    };
  }

  List<String> hosts() {
    return this == KUBEADM ? Lab.HOSTS.subList(0, 6) : Lab.HOSTS;
  }

  /** The table of files, without its directories. */
  List<Row> files() {
    return rows("files").stream().filter(row -> !row.cell(0).startsWith("755 ")).toList();
  }

  /**
   * The rows of a table whose first column says which hosts they are about: one, those of a role,
   * {@code all}, or {@code cluster} for a row that is about no host.
   */
  List<Row> rows(String table) {
    return lines(table)
        .flatMap(cells ->
            Stream.concat(Stream.of(CLUSTER), Lab.HOSTS.stream())
                .filter(host -> matches(cells.getFirst(), host))
                .map(host -> row(host, cells.subList(1, cells.size()))))
        .toList();
  }

  /** The rows of a table, cell by cell. Empty lines and those with a number sign are left out. */
  Stream<List<String>> lines(String table) {
    Path file = TABLES.resolve(name().toLowerCase(Locale.ROOT).replace('_', '-') + "." + table);
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> Stream.of(line.split("\\|", -1)).map(String::strip).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean matches(String hosts, String host) {
    return hosts.equals("all")
        ? CONTROLS.contains(host) || WORKERS.contains(host)
        : host.matches(hosts + "\\d?");
  }

  private static Row row(String host, List<String> cells) {
    String address = "192.168.1." + (11 + Lab.HOSTS.indexOf(host));
    return new Row(
        host,
        cells.stream()
            .map(cell -> cell.replace("HOST", host).replace("ADDRESS", address))
            .toList());
  }
}
