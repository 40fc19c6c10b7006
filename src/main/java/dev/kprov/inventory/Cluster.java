package dev.kprov.inventory;

import java.util.List;

/**
 * What is true of the whole cluster.
 *
 * @param name its name, an RFC 1123 label; also the name of its store
 * @param domain DNS domain of the hosts
 * @param dnsDomain DNS domain of the cluster's services
 * @param serviceSubnets one subnet, or an IPv4 and an IPv6 one
 * @param apiServer where clients reach the API
 */
public record Cluster(
    String name,
    String domain,
    String dnsDomain,
    List<Subnet> serviceSubnets,
    ApiServer apiServer) {

  public Cluster {
    serviceSubnets = List.copyOf(serviceSubnets);
  }

  /** The addresses of the service {@code default/kubernetes}, one of each subnet. */
  public List<String> serviceIps() {
    return serviceSubnets.stream().map(Subnet::firstAddress).toList();
  }
}
