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
        case Node.Mapping mapping -> names.addAll(each(mapping, frame));
        case Node.Sequence list ->
            frame.bad(list.place(), "a name must be a text or {each: ROLE, value: TEXT}");
      }
    }
    return AltNames.of(names);
  }

  private List<String> each(Node.Mapping mapping, Frame frame) {
    Fields fields = Fields.of(mapping, "names", Keys.EACH, frame.problems());
    Optional<Role> role = fields.requiredText("each").flatMap(roles::read);
    Optional<Node.Scalar> value = fields.requiredText("value");
    if (role.isEmpty() || value.isEmpty()) {
      return List.of();
    }
    List<Host> hosts = hostsOf.apply(role.get());
    if (hosts.isEmpty()) {
      Host sample = Frames.sample("sample", role.get()).host();
      checked(value.get(), frame.with("each", Frames.host(sample)));
    }
    return hosts.stream()
        .flatMap(host -> checked(value.get(), frame.with("each", Frames.host(host))).stream())
        .toList();
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
