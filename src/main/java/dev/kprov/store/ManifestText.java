package dev.kprov.store;

import dev.kprov.base.RunFailure;
import dev.kprov.base.Sha256;
import dev.kprov.base.StorePath;
import dev.kprov.pki.EncryptionFile;
import dev.kprov.pki.Essence;
import dev.kprov.pki.Holding;
import dev.kprov.pki.KeyAlgorithm;
import dev.kprov.pki.KeyInfo;
import dev.kprov.state.Content;
import dev.kprov.text.Json;
import dev.kprov.text.Members;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The text of {@code public.json}: {@code docs/schema/export.schema.json} promises its form. */
final class ManifestText {

  private static final int FORMAT = 1;

  private ManifestText() {}

  /** The same manifest is always the same text. */
  static String write(PublicManifest manifest) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("kprov", FORMAT);
    all.put("cluster", manifest.cluster());
    all.put("files", list(manifest.files(), (path, known) -> entry(path, known)));
    all.put(
        "secrets",
        list(
            manifest.secrets(),
            (path, secret) -> {
              Map<String, Object> entry = entry(path, secret.known());
              entry.putAll(write(secret.essence()));
              return entry;
            }));
    return Json.pretty(all) + "\n";
  }

  private interface Entry<T> {
    Map<String, Object> of(StorePath path, T value);
  }

  private static <T> List<Map<String, Object>> list(SortedMap<StorePath, T> all, Entry<T> entry) {
    return all.entrySet().stream().map(one -> entry.of(one.getKey(), one.getValue())).toList();
  }

  private static Map<String, Object> entry(StorePath path, Content.Known known) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("path", path.text());
    entry.put("size", known.size());
    entry.put("sha256", known.hash().hex());
    return entry;
  }

  private static Map<String, Object> write(Essence essence) {
    Map<String, Object> map = new LinkedHashMap<>();
    switch (essence) {
      case Essence.Key(KeyInfo info) -> {
        map.put("kind", "key");
        info.algorithm().ifPresent(algorithm -> map.put("algorithm", algorithm.word()));
        map.put("publicKey", info.publicKey().hex());
      }
      case Essence.SealedKey() -> map.put("kind", "encrypted-key");
      case Essence.Kubeconfig(Sha256 form) -> {
        map.put("kind", "kubeconfig");
        map.put("form", form.hex());
      }
      case Essence.Encryption(var active, var file) -> {
        map.put("kind", "encryption");
        file.ifPresent(said -> map.put("file", write(said)));
        active.ifPresent(key -> map.put("active", write(key)));
      }
      case Essence.Unusable(String fault) -> {
        map.put("kind", "unusable");
        map.put("fault", fault);
      }
    }
    return map;
  }

  private static Map<String, Object> write(EncryptionFile file) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", file.kind());
    map.put("apiVersion", file.apiVersion());
    map.put("providers", file.providers());
    map.put("plain", file.plain());
    return map;
  }

  private static Map<String, Object> write(Holding.EncryptionInfo active) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("provider", active.provider());
    map.put("keyName", active.keyName());
    map.put("resources", active.resources());
    map.put("key", active.key().hex());
    return map;
  }

  static PublicManifest read(String text, Path file) throws RunFailure {
    Optional<Members> all = Json.readLine(text, file.toString(), 1).map(Members::new);
    try {
      if (all.isPresent() && all.get().number("kprov") != FORMAT) {
        throw bad(file + " is of another kprov", "make the export with this one");
      }
      return read(all.orElseThrow(() -> new IllegalArgumentException("no object")));
    } catch (IllegalArgumentException _) {
      throw bad(file + " is not what kprov store export wrote", "make the export again");
    }
  }

  private static RunFailure bad(String message, String hint) {
    return new RunFailure(RunFailure.Kind.BAD_FILE, message, hint);
  }

  private static PublicManifest read(Members all) {
    return new PublicManifest(
        all.text("cluster"),
        map(all.objects("files"), ManifestText::known),
        map(
            all.objects("secrets"),
            entry -> new Kept.Described(known(entry), essence(entry, entry.text("kind")))));
  }

  private static <T> SortedMap<StorePath, T> map(
      List<Members> entries, Function<Members, T> reader) {
    SortedMap<StorePath, T> map = new TreeMap<>();
    entries.forEach(entry -> map.put(new StorePath(entry.text("path")), reader.apply(entry)));
    return map;
  }

  private static Content.Known known(Members entry) {
    return new Content.Known(new Sha256(entry.text("sha256")), entry.number("size"));
  }

  private static Essence essence(Members entry, String kind) {
    return switch (kind) {
      case "key" -> new Essence.Key(key(entry));
      case "encrypted-key" -> new Essence.SealedKey();
      case "kubeconfig" -> new Essence.Kubeconfig(new Sha256(entry.text("form")));
      case "encryption" ->
          new Essence.Encryption(
              entry.objectIf("active").map(ManifestText::active),
              entry.objectIf("file").map(ManifestText::file));
      case "unusable" -> new Essence.Unusable(entry.text("fault"));
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static KeyInfo key(Members entry) {
    Optional<String> word = entry.textIf("algorithm");
    Optional<KeyAlgorithm> algorithm = word.flatMap(KeyAlgorithm::ofWord);
    if (word.isPresent() && algorithm.isEmpty()) {
      throw new IllegalArgumentException(word.get());
    }
    return new KeyInfo(algorithm, new Sha256(entry.text("publicKey")));
  }

  private static EncryptionFile file(Members file) {
    return new EncryptionFile(
        file.text("kind"), file.text("apiVersion"), file.texts("providers"), file.truth("plain"));
  }

  private static Holding.EncryptionInfo active(Members active) {
    return new Holding.EncryptionInfo(
        active.text("provider"),
        active.text("keyName"),
        active.texts("resources"),
        new Sha256(active.text("key")));
  }
}
