package dev.kprov.lint;

import static dev.kprov.plan.Severity.ERROR;
import static dev.kprov.plan.Severity.WARNING;

import dev.kprov.plan.Severity;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All rules, and the only place where there is one: an entry here, the method that it names, and a
 * section in {@code docs/lint.md}. Codes are for ever: one that is given up is not given again.
 *
 * <p>An error is what does not work, will stop working, or leaves a secret open. A warning is what
 * a layout gives away and may give away knowingly.
 */
public enum Rule {
  AUTHORITY_KEY_ON_HOSTS(
      "KP101",
      WARNING,
      "An authority's key lies on hosts",
      "leave the key out of the push, unless the controller manager is to sign with it",
      ofLayout(Custody::authorityKeys)),
  SECRET_WHERE_NO_API_RUNS(
      "KP102",
      ERROR,
      "A secret of the whole cluster lies where no API server runs",
      "leave it out of the push to that role",
      ofLayout(Custody::misplacedSecrets)),
  MASTERS_ON_HOSTS(
      "KP103",
      WARNING,
      "An identity of system:masters lies on hosts",
      "keep it in the store; no RBAC rule restricts it, and only a new authority revokes it",
      ofLayout(Custody::masters)),
  SHARED_KEY(
      "KP104",
      WARNING,
      "Several hosts share a certificate's key",
      "make one for each host, with for: and the roles",
      ofLayout(Custody::sharedKeys)),
  API_CERTIFICATE_OF_ETCD(
      "KP105",
      WARNING,
      "One certificate serves for the API and for etcd",
      "give etcd a certificate of its own, and the API's usages: [server]",
      ofLayout(Custody::apiCertificateOfEtcd)),
  CLIENTS_OF_ETCD(
      "KP106",
      WARNING,
      "etcd lets in whoever the cluster's authority signed for",
      "give etcd an authority of its own",
      ofLayout(Custody::clientsOfEtcd)),
  FRONT_PROXY_AMONG_CLIENTS(
      "KP107",
      ERROR,
      "The front proxy shares its authority with other clients",
      "give the front proxy an authority of its own; with this one any client may pass for it",
      ofLayout(Custody::frontProxyAmongClients)),
  NO_FRONT_PROXY(
      "KP108",
      WARNING,
      "There is no authority for the front proxy",
      "add an authority and a client certificate for it before the aggregation layer is used",
      ofLayout(Custody::noFrontProxy)),

  OUTLIVES_AUTHORITY(
      "KP201",
      ERROR,
      "A certificate is valid when its authority is not",
      "issue it anew, to end with its authority at the latest",
      Chains::outliving),
  LONGER_THAN_AUTHORITY(
      "KP202",
      WARNING,
      "A validity is longer than the authority's",
      "ask for less: certificates are cut short at their authority's end",
      ofLayout(Chains::longerThanTheAuthority)),
  NOT_VALID_NOW(
      "KP203",
      ERROR,
      "A certificate is not valid now",
      "issue it anew; kprov up does, unless it is an authority's",
      Chains::notValidNow),
  ENDS_SOON(
      "KP204",
      WARNING,
      "An end is near that no renewal pushes out",
      "renew an authority over its key, as docs/store.md says; issue anew what is none",
      Chains::endingSoon),
  OF_ANOTHER_KEY(
      "KP205",
      ERROR,
      "A certificate is of an earlier authority of the same name",
      "issue it anew, or find the authority that signed it",
      Chains::ofAnotherKey),
  WEAK_KEY(
      "KP206",
      ERROR,
      "A key is weaker than RSA-2048",
      "issue it anew with a key of RSA-2048, ECDSA P-256 or more",
      Chains::weakKeys),
  BROKEN_HASH(
      "KP207",
      ERROR,
      "A signature is over SHA-1 or MD5",
      "issue it anew; programs in Go, all of Kubernetes, refuse it",
      Chains::brokenHashes),
  UNIDENTIFIED(
      "KP208",
      WARNING,
      "A certificate lacks key identifiers",
      "issue it anew; strict verifiers refuse it, and others go by names alone",
      Chains::unidentified),

  NAMED_LIKE_ISSUER(
      "KP301",
      WARNING,
      "A subject equals its issuer's but for case",
      "tell the two apart by another attribute, such as OU: CA of the authority",
      Identity::namedLikeTheIssuer),
  CLIENT_THAT_SERVES(
      "KP302",
      WARNING,
      "A client's certificate is good for servers too",
      "say usages: [client]",
      Identity::clientsThatServe),
  SERVER_WITHOUT_NAMES(
      "KP303",
      ERROR,
      "A server's certificate has no names",
      "give it names; no client looks at the common name any more",
      Identity::serversWithoutNames),
  HALF_A_NODE(
      "KP304",
      ERROR,
      "A node's identity is only half of one",
      "the node authorizer wants CN system:node:NAME and O system:nodes, both",
      Identity::halfNodes),
  MEMBER_THAT_ONLY_SERVES(
      "KP305",
      ERROR,
      "etcd's certificate is good for servers only",
      "say usages: [server, client]; members of etcd are each other's clients",
      Identity::membersThatOnlyServe),

  API_NAMES_MISSING(
      "KP401",
      ERROR,
      "The API's certificate lacks a name by which it is reached",
      "add the names and address of apiServer and the service IPs to its names",
      ofLayout(Reach::namesOfTheApi)),
  UNPROVEN_SERVER(
      "KP402",
      ERROR,
      "A kubeconfig names a server that nobody can prove to be",
      "add the name to the API's certificate, or change server",
      ofLayout(Reach::unprovenServers)),
  ONE_HOST_FOR_ALL(
      "KP403",
      WARNING,
      "Clients reach the API through one host of several",
      "put a load balancer or a virtual IP before them, and name that",
      ofLayout(Reach::oneHostForAll)),
  HOST_AMONG_SERVICES(
      "KP404",
      ERROR,
      "A host's address lies in the subnet of the services",
      "take another serviceSubnet; addresses in it lead to services, never to hosts",
      ofLayout(Reach::hostsAmongServices)),

  AESCBC(
      "KP501",
      WARNING,
      "Secrets are encrypted with aescbc",
      "take provider: secretbox for a new cluster; an existing key is never changed by the way",
      Encryptions.provider("aescbc")),
  AESGCM(
      "KP502",
      WARNING,
      "Secrets are encrypted with aesgcm",
      "take provider: secretbox for a new cluster; this one wants a new key every 200000 writes",
      Encryptions.provider("aesgcm")),
  OLD_ENCRYPTION_KIND(
      "KP503",
      ERROR,
      "An encryption file is of a kind that was replaced",
      "say kind: EncryptionConfiguration and apiVersion: apiserver.config.k8s.io/v1",
      Encryptions::oldKinds),
  ENCRYPTS_NOTHING(
      "KP504",
      ERROR,
      "An encryption file encrypts nothing",
      "put identity last: the first provider is the one that writes",
      Encryptions::plain),
  NO_ENCRYPTION(
      "KP505",
      WARNING,
      "Secrets are not encrypted in etcd",
      "add an encryption section and push its file to the hosts of the API server",
      ofLayout(Encryptions::none)),

  OPEN_TO_OTHERS(
      "KP601",
      ERROR,
      "A secret is open to other users",
      "chmod 600 the file, chmod 700 the store; make a new key where others may have read it",
      Disk::open),
  DAMAGED("KP602", ERROR, "A file cannot be used", "restore it from a backup", Disk::damaged),
  MISMATCHED(
      "KP603",
      ERROR,
      "A key and a certificate of one name do not fit",
      "restore both from one backup, or issue the certificate anew",
      Disk::mismatched);

  private final String code;
  private final Severity severity;
  private final String title;
  private final String remedy;

  @SuppressWarnings("ImmutableEnumChecker") // a static method each
  private final Function<Evidence, Stream<Spot>> check;

  /**
   * @param check finds the places where the rule is broken
   */
  Rule(
      String code,
      Severity severity,
      String title,
      String remedy,
      Function<Evidence, Stream<Spot>> check) {
    this.code = code;
    this.severity = severity;
    this.title = title;
    this.remedy = remedy;
    this.check = check;
  }

  /** Names the rule for ever: {@code KP101}. */
  public String code() {
    return code;
  }

  public Severity severity() {
    return severity;
  }

  /** What is the matter, in one sentence without a full stop. */
  public String title() {
    return title;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }

  Stream<Spot> spots(Evidence evidence) {
    return check.apply(evidence);
  }

  /** A check that can only be made where it is known what goes where. */
  private static Function<Evidence, Stream<Spot>> ofLayout(Function<Layout, Stream<Spot>> check) {
    return evidence -> evidence.layout().stream().flatMap(check);
  }
}
