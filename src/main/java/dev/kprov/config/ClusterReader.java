package dev.kprov.config;

import dev.kprov.base.Problems;
import dev.kprov.inventory.ApiServer;
import dev.kprov.inventory.Cluster;
import dev.kprov.inventory.Subnet;
import dev.kprov.text.Node;
import java.net.Inet4Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the section {@code cluster} of an inventory. */
final class ClusterReader {

  private static final String DEFAULT_DNS_DOMAIN = "cluster.local";
  private static final int DEFAULT_PORT = 6443;

  /** Stands in for what was wrong; never seen, since the reading fails. */
  private static final String UNKNOWN = "unknown";

  private final Fields fields;
  private final Problems problems;
  private final Words words;

  ClusterReader(Fields fields, Problems problems) {
    this.fields = fields;
    this.problems = problems;
    this.words = new Words(problems);
  }

  Cluster read() {
    return new Cluster(
        fields.requiredText("name").flatMap(t -> words.label(t, "cluster name")).orElse(UNKNOWN),
        fields.requiredText("domain").flatMap(t -> words.dnsName(t, "domain")).orElse(UNKNOWN),
        fields
            .text("dnsDomain")
            .flatMap(t -> words.dnsName(t, "dnsDomain"))
            .orElse(DEFAULT_DNS_DOMAIN),
        subnets(),
        apiServer(fields.requiredMapping("apiServer", Keys.API_SERVER)));
  }

  private ApiServer apiServer(Fields api) {
    return new ApiServer(
        api.requiredText("name").flatMap(t -> words.dnsName(t, "API server name")).orElse(UNKNOWN),
        api.requiredText("address")
            .flatMap(t -> words.address(t, "API server address"))
            .orElse(UNKNOWN),
        api.text("port").flatMap(words::port).orElse(DEFAULT_PORT),
        api.texts("extraNames").stream()
            .flatMap(text -> words.address(text, "extra name").stream())
            .toList());
  }

  /** One subnet, or an IPv4 and an IPv6 one: a list, or the comma text of the API server's flag. */
  private List<Subnet> subnets() {
    List<Subnet> subnets = new ArrayList<>();
    for (Node.Scalar text : fields.requiredTexts("serviceSubnet")) {
      Stream.of(text.text().split(",", -1))
          .forEach(one -> subnet(text, one.strip()).ifPresent(subnets::add));
    }
    long ofVersion4 = subnets.stream().filter(s -> s.network() instanceof Inet4Address).count();
    if (subnets.size() > 2 || (subnets.size() == 2 && ofVersion4 != 1)) {
      problems.add(
          fields.place("serviceSubnet"),
          "serviceSubnet must be one subnet, or an IPv4 and an IPv6 one");
    }
    return subnets.isEmpty() ? Subnet.parse("10.0.0.0/8").stream().toList() : subnets;
  }

  private Optional<Subnet> subnet(Node.Scalar text, String cidr) {
    Optional<Subnet> subnet = Subnet.parse(cidr);
    if (subnet.isEmpty()) {
      problems.add(
          text.place(),
          "service subnet " + cidr + " is not the first address of a subnet and its length",
          "write it like 10.32.0.0/16");
    }
    return subnet.filter(one -> hasRoom(text, one));
  }

  private boolean hasRoom(Node.Scalar text, Subnet subnet) {
    boolean room = subnet.network().getAddress().length * 8 - subnet.prefix() >= 2;
    if (!room) {
      problems.add(text.place(), "service subnet " + subnet + " has no room for services");
    }
    return room;
  }
}
