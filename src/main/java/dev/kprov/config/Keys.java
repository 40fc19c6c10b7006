package dev.kprov.config;

import java.util.List;

/** Every key that the two files may hold. The JSON Schemas are tested against this table. */
final class Keys {

  static final List<String> INVENTORY = List.of("cluster", "ssh", "vars", "hosts");
  static final List<String> CLUSTER =
      List.of("name", "playbook", "domain", "dnsDomain", "serviceSubnet", "apiServer");
  static final List<String> API_SERVER = List.of("name", "address", "port", "extraNames");
  static final List<String> SSH =
      List.of(
          "host",
          "port",
          "user",
          "identityFile",
          "knownHosts",
          "hostKey",
          "become",
          "jump",
          "config");
  static final List<String> HOST =
      List.of("name", "role", "roles", "address", "arch", "nodeName", "ssh", "vars");

  static final List<String> PLAYBOOK = List.of("vars", "roles", "pki", "steps");
  static final List<String> VAR = List.of("oneOf", "firstOf", "rememberedBy");
  static final List<String> PKI =
      List.of(
          "subject",
          "key",
          "validity",
          "renewBefore",
          "authorities",
          "certificates",
          "keyPairs",
          "kubeconfigs",
          "encryption");
  static final List<String> AUTHORITY =
      List.of("issuer", "subject", "key", "validity", "files", "when", "notes");
  static final List<String> CERTIFICATE =
      List.of(
          "for",
          "issuer",
          "subject",
          "key",
          "usages",
          "names",
          "validity",
          "renewBefore",
          "files",
          "when",
          "notes");
  static final List<String> PAIR_FILES = List.of("cert", "key");
  static final List<String> AUTHORITY_FILES = List.of("cert", "key", "chain");
  static final List<String> EACH = List.of("each", "value", "when");
  static final List<String> VALUE = List.of("value", "when");
  static final List<String> NOTE = List.of("text", "hint", "when");
  static final List<String> KEY_PAIR = List.of("key", "certificate", "files", "when", "notes");
  static final List<String> KEY_PAIR_FILES = List.of("key", "pub", "cert");
  static final List<String> WRAPPER = List.of("issuer", "subject", "usages", "validity");
  static final List<String> KUBECONFIG =
      List.of(
          "for",
          "cluster",
          "server",
          "user",
          "context",
          "authority",
          "certificate",
          "file",
          "when",
          "notes");
  static final List<String> ENCRYPTION =
      List.of("provider", "keyName", "resources", "file", "when", "notes");

  static final List<String> STEP =
      List.of("name", "on", "when", "check", "issue", "push", "verify", "kubeconfig");
  static final List<String> CHECK = List.of("commands", "space", "inodes", "os", "kernel", "clock");
  static final List<String> MERGE = List.of("item", "useContext");
  static final List<String> PUSH =
      List.of("to", "directoryMode", "owner", "group", "owns", "files");
  static final List<String> PUSH_FILE =
      List.of("item", "source", "sha256", "name", "mode", Condition.KEY);
  static final List<String> VERIFY = List.of("of", "count", "each", "chains");

  private Keys() {}
}
