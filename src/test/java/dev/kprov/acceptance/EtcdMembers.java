package dev.kprov.acceptance;

import dev.kprov.judge.Judge;
import dev.kprov.lab.Lab;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Members of etcd, one on each of some hosts of the lab, with the files as they were pushed there.
 * Clients and peers must show certificates.
 */
final class EtcdMembers implements AutoCloseable {

  private static final String LOG = "var/log/etcd.log";
  private static final Pattern READY = Pattern.compile("ready to serve client requests");

  /** A peer or client that hung up, as they do while others start, said nothing about TLS. */
  private static final Pattern TLS_COMPLAINT =
      Pattern.compile(
          "\\btls:|remote error|x509|rejected connection(?!.*(reset by peer|broken pipe|EOF))");

  private final Lab lab;
  private final List<String> hosts;
  private final Layout files;
  private final List<Integer> ports;

  /**
   * Where a member finds its files.
   *
   * @param folder on each host
   * @param server certificate and key for clients, without their endings
   * @param peer the same for peers
   * @param authority the certificate of whoever signs for both
   * @param certEnding of certificates
   * @param keyEnding of keys
   */
  record Layout(
      String folder,
      String server,
      String peer,
      String authority,
      String certEnding,
      String keyEnding) {

    String identity(String name) {
      return "--cert=" + name + certEnding + " --key=" + name + keyEnding;
    }
  }

  private EtcdMembers(Lab lab, List<String> hosts, Layout files, List<Integer> ports) {
    this.lab = lab;
    this.hosts = hosts;
    this.files = files;
    this.ports = ports;
  }

  static EtcdMembers start(Lab lab, List<String> hosts, Layout files) throws IOException {
    Judge.of("etcd");
    Judge.of("etcdctl");
    EtcdMembers members = new EtcdMembers(lab, hosts, files, freePorts(2 * hosts.size()));
    hosts.forEach(members::start);
    return members;
  }

  private void start(String host) {
    String cluster =
        hosts.stream().map(one -> one + "=" + peerUrl(one)).collect(Collectors.joining(","));
    lab.shell(
        host,
        """
        cd %1$s
        # etcd 3.4 runs on ARM64 only when asked to.
        [ "$(uname -m)" != aarch64 ] || export ETCD_UNSUPPORTED_ARCH=arm64
        etcd --name=%2$s --data-dir=/run/etcd \
          --cert-file=%3$s%6$s --key-file=%3$s%7$s \
          --peer-cert-file=%4$s%6$s --peer-key-file=%4$s%7$s \
          --trusted-ca-file=%5$s --peer-trusted-ca-file=%5$s \
          --client-cert-auth --peer-client-cert-auth \
          --listen-client-urls=%8$s --advertise-client-urls=%8$s \
          --listen-peer-urls=%9$s --initial-advertise-peer-urls=%9$s \
          --initial-cluster=%10$s --initial-cluster-token=lab --initial-cluster-state=new \
          </dev/null >/%11$s 2>&1 &
        echo $! >/run/etcd.pid
        """
            .formatted(
                files.folder(),
                host,
                files.server(),
                files.peer(),
                files.authority(),
                files.certEnding(),
                files.keyEnding(),
                clientUrl(host),
                peerUrl(host),
                cluster,
                LOG));
  }

  /** Waits until every member serves, for a minute at most; tells which do. */
  List<String> awaitReady() throws IOException, InterruptedException {
    List<String> ready = new ArrayList<>();
    for (String host : hosts) {
      for (int i = 0; i < 600 && matching(host, READY).isEmpty(); i++) {
        Thread.sleep(100);
      }
      if (!matching(host, READY).isEmpty()) {
        ready.add(host);
      }
    }
    return ready;
  }

  /** What etcdctl says of all members, run on a host; "done" or "refused" comes last. */
  String ctl(String host, String identity, String command) {
    String all = hosts.stream().map(this::clientUrl).collect(Collectors.joining(","));
    return ctl(host, all, identity, command);
  }

  /** What etcdctl says of the member of the host that it runs on. */
  String ctlOfOne(String host, String identity, String command) {
    return ctl(host, clientUrl(host), identity, command);
  }

  private String ctl(String host, String endpoints, String identity, String command) {
    return lab.shell(
            host,
            """
            cd %s
            export ETCDCTL_API=3
            if etcdctl --command-timeout=5s --endpoints=%s --cacert=%s %s %s 2>&1
            then echo done; else echo refused; fi
            """
                .formatted(files.folder(), endpoints, files.authority(), identity, command))
        .strip();
  }

  /** What a member's log says against certificates. */
  List<String> complaints(String host) throws IOException {
    return matching(host, TLS_COMPLAINT);
  }

  private List<String> matching(String host, Pattern pattern) throws IOException {
    return log(host).stream().filter(line -> pattern.matcher(line).find()).toList();
  }

  List<String> log(String host) throws IOException {
    return Files.readAllLines(lab.root(host).resolve(LOG));
  }

  private String clientUrl(String host) {
    return "https://127.0.0.1:" + ports.get(2 * hosts.indexOf(host));
  }

  private String peerUrl(String host) {
    return "https://127.0.0.1:" + ports.get(2 * hosts.indexOf(host) + 1);
  }

  /** All held at once, so that no two are the same. */
  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      while (held.size() < count) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket one : held) {
        one.close();
      }
    }
  }

  @Override
  public void close() {
    hosts.forEach(host -> lab.shell(host, "kill \"$(cat /run/etcd.pid)\" || true"));
  }
}
