package dev.kprov.view;

import dev.kprov.plan.Check;
import dev.kprov.view.Standing.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The hosts in a page, and all that is to be told of them. */
final class HtmlStandings {

  private HtmlStandings() {}

  static void write(List<Standing> all, Markup html) {
    tiles(all, html);
    matters(all, html);
    hosts(all, html);
  }

  private static void tiles(List<Standing> all, Markup html) {
    html.start("ul", "class", "tiles");
    for (Ending ending : Ending.values()) {
      long count = all.stream().filter(one -> one.ending() == ending).count();
      if (count > 0 || ending == Ending.GOOD) {
        tile(count, meaning(ending), word(ending), html);
      }
    }
    tile(all.stream().mapToLong(one -> one.warnings().size()).sum(), "warnings", "warning", html);
    long done = all.stream().mapToLong(one -> one.done().size()).sum();
    if (done > 0) {
      tile(done, "changes done", "good", html);
    }
    html.end();
  }

  private static void tile(long count, String of, String colour, Markup html) {
    html.start("li").element("b", Long.toString(count), "class", count == 0 ? "" : colour);
    html.text(of).end();
  }

  private static String meaning(Ending ending) {
    return switch (ending) {
      case GOOD -> "as they should be";
      case PENDING -> "with changes that wait";
      case WRONG -> "not as they should be";
      case UNKNOWN -> "not known";
    };
  }

  /** What a person must read, of all hosts in one table. */
  private static void matters(List<Standing> all, Markup html) {
    html.element("h2", "Changes and findings");
    if (all.stream().allMatch(HtmlStandings::isQuiet)) {
      html.element("p", "Nothing is to be done, and nothing is wrong.");
      return;
    }
    table("changes and findings", html, "Host", "What", "Text", "What to do");
    for (Standing one : all) {
      one.done()
          .forEach(line -> matter(one, "done", "good", new Trouble(line, Optional.empty()), html));
      String word = word(one.ending());
      one.troubles()
          .forEach(trouble ->
              matter(one, trouble.check().map(Check::word).orElse(word), word, trouble, html));
      one.warnings().forEach(trouble -> matter(one, "warning", "warning", trouble, html));
    }
    endTable(html);
  }

  private static boolean isQuiet(Standing one) {
    return one.done().isEmpty() && one.troubles().isEmpty() && one.warnings().isEmpty();
  }

  private static void matter(
      Standing of, String word, String colour, Trouble trouble, Markup html) {
    html.start("tr");
    html.element("td", of.name(), "class", "whole");
    html.element("td", word, "class", "whole state " + colour);
    html.element("td", trouble.text());
    html.element("td", trouble.hint().orElse(""));
    html.end();
  }

  private static void hosts(List<Standing> all, Markup html) {
    html.element("h2", "Hosts by role");
    // A saved plan says what it would change, and nothing of what was good.
    boolean seen = all.stream().anyMatch(one -> !one.good().isEmpty());
    List<String> headings = new ArrayList<>(List.of("Role", "Host", "Address", "State"));
    if (seen) {
      headings.add("Seen");
    }
    table("hosts", html, headings.toArray(String[]::new));
    for (Standing one : all) {
      html.start("tr");
      html.element("td", one.group(), "class", "whole");
      html.element("td", one.name(), "class", "whole");
      html.element("td", one.address().orElse(""), "class", "whole");
      html.element("td", word(one.ending()), "class", "whole state " + word(one.ending()));
      if (seen) {
        html.start("td");
        seen(one.good(), html);
        html.end();
      }
      html.end();
    }
    endTable(html);
  }

  /** How many files there are; and folded behind that, each certificate. */
  private static void seen(List<String> good, Markup html) {
    if (good.size() < 2) {
      good.forEach(html::text);
      return;
    }
    html.start("details").element("summary", good.getFirst()).start("ul");
    good.stream().skip(1).forEach(line -> html.element("li", line));
    html.end().end();
  }

  static void table(String label, Markup html, String... headings) {
    html.start("div", "class", "scroll").start("table", "aria-label", label);
    html.start("thead").start("tr");
    for (String heading : headings) {
      html.element("th", heading, "scope", "col");
    }
    html.end().end().start("tbody");
  }

  static void endTable(Markup html) {
    html.end().end().end();
  }

  static String word(Ending ending) {
    return ending.name().toLowerCase(Locale.ROOT);
  }
}
