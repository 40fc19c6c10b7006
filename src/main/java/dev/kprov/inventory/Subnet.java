package dev.kprov.inventory;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * An IP subnet in CIDR notation (RFC 4632).
 *
 * @param network the first address of the subnet, all host bits zero
 * @param prefix the length of the prefix in bits
 */
public record Subnet(InetAddress network, int prefix) {

  /** Reads {@code 10.32.0.0/16}; empty where it is no subnet or has host bits set. */
  public static Optional<Subnet> parse(String cidr) {
    int slash = cidr.lastIndexOf('/');
    if (slash < 0 || !cidr.substring(slash + 1).matches("0|[1-9][0-9]{0,2}")) {
      return Optional.empty();
    }
    int prefix = Integer.parseInt(cidr.substring(slash + 1));
    return Addresses.parse(cidr.substring(0, slash))
        .filter(address -> prefix <= address.getAddress().length * 8)
        .filter(address -> hostPart(address, prefix).signum() == 0)
        .map(address -> new Subnet(address, prefix));
  }

  /**
   * The first usable address: the ClusterIP that Kubernetes gives to the service {@code
   * default/kubernetes} (kube-apiserver's {@code --service-cluster-ip-range}).
   */
  public String firstAddress() {
    byte[] first = network.getAddress();
    first[first.length - 1] |= 1;
    try {
      return Addresses.text(InetAddress.getByAddress(first));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of 4 or 16 bytes", e);
    }
  }

  /** Whether an address, given as text, lies within; a DNS name lies nowhere. */
  public boolean contains(String address) {
    return Addresses.parse(address)
        .filter(one -> one.getAddress().length == network.getAddress().length)
        .filter(one -> networkPart(one).equals(networkPart(network)))
        .isPresent();
  }

  private BigInteger networkPart(InetAddress address) {
    return new BigInteger(1, address.getAddress())
        .shiftRight(address.getAddress().length * 8 - prefix);
  }

  private static BigInteger hostPart(InetAddress address, int prefix) {
    int bits = address.getAddress().length * 8 - prefix;
    BigInteger mask = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    return new BigInteger(1, address.getAddress()).and(mask);
  }

  @Override
  public String toString() {
    return Addresses.text(network) + "/" + prefix;
  }
}
