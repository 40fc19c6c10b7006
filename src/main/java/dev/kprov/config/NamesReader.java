package dev.kprov.config;

import dev.kprov.inventory.Addresses;
import dev.kprov.inventory.Host;
import dev.kprov.inventory.Role;
import dev.kprov.pki.AltNames;
import dev.kprov.text.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the names of a certificate: texts, lists that texts name, and {@code {each: ROLE, value:
 * …}}, which makes one entry for every host of a role.
 */
final class NamesReader {

  private final Roles roles;
  private final Function<Role, List<Host>> hostsOf;

  NamesReader(Roles roles, Function<Role, List<Host>> hostsOf) {
    this.roles = roles;
    this.hostsOf = hostsOf;
  }

  AltNames read(List<Node> entries, Frame frame) {
    List<String> names = new ArrayList<>();
    for (Node entry : entries) {
      switch (entry) {
        case Node.Scalar text -> names.addAll(checked(text, frame));
        case Node.Mapping mapping -> names.addAll(entry(mapping, frame));
        case Node.Sequence list ->
            frame.bad(list.place(), "a name must be a text or {each: ROLE, value: TEXT}");
      }
    }
    return AltNames.of(names);
  }

  /** One name for each host of a role, or one that counts under a condition. */
  private List<String> entry(Node.Mapping mapping, Frame frame) {
    Fields fields = Fields.of(mapping, "names", Keys.EACH, frame.problems());
    return fields.has("each") || !fields.has(Condition.KEY)
        ? each(fields, frame)
        : counting(fields, frame);
  }

  private List<String> each(Fields fields, Frame frame) {
    Optional<Role> role = fields.requiredText("each").flatMap(roles::read);
    List<Host> hosts = role.map(hostsOf).orElse(List.of());
    if (role.isPresent() && hosts.isEmpty()) {
      Host sample = Frames.sample(role.get()).host();
      counting(fields, frame.with("each", Frames.host(sample)));
    }
    if (role.isEmpty()) {
      fields.requiredText("value");
    }
    return hosts.stream()
        .flatMap(host -> counting(fields, frame.with("each", Frames.host(host))).stream())
        .toList();
  }

  private static List<String> counting(Fields fields, Frame frame) {
    boolean counts = Condition.holds(fields, frame);
    List<String> names =
        fields.requiredText("value").map(text -> checked(text, frame)).orElse(List.of());
    return counts ? names : List.of();
  }

  private static List<String> checked(Node.Scalar text, Frame frame) {
    List<String> names = frame.fillEntry(text);
    names.forEach(name -> check(text, name, frame));
    return names;
  }

  private static void check(Node.Scalar text, String name, Frame frame) {
    String bare = name.startsWith("*.") ? name.substring(2) : name;
    if (!Addresses.isIp(name) && !Addresses.isDnsName(bare)) {
      frame.bad(text, "name " + name + " is neither an IP address nor a lower-case DNS name");
    }
  }
}
