package dev.kprov.inventory;

import java.util.List;

/**
 * Where clients reach the Kubernetes API: the load balancer, not one control host.
 *
 * @param name DNS name that kubeconfigs use
 * @param address the virtual IP or DNS name behind it
 * @param port TCP port
 * @param extraNames further DNS names and addresses for the API certificate
 */
public record ApiServer(String name, String address, int port, List<String> extraNames) {

  public ApiServer {
    extraNames = List.copyOf(extraNames);
  }
}
