package dev.kprov.bench;

import dev.kprov.judge.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The floor of whatever starts from nothing: the keys of the cluster and nothing else. */
final class KeyFloor implements Contestant {

  /** The authority, the API server, its four clients and the signer of tokens. */
  private static final int SHARED_KEYS = 7;

  private static final String FOLDER = "keys";

  @Override
  public String name() {
    return "keys";
  }

  @Override
  public List<String> programs() {
    return List.of("openssl", "xargs");
  }

  @Override
  public boolean travels() {
    return false;
  }

  @Override
  public void prepare(Site site) throws IOException {
    site.fresh(FOLDER);
  }

  @Override
  public List<Step> steps(Site site) {
    int keys = SHARED_KEYS + site.hosts().size();
    Path folder = site.folder().resolve(FOLDER);
    return List.of(
        new Step(
            keys + " keys, openssl genrsa",
            Work.FROM_NOTHING,
            openssl(folder, keys),
            output -> wrong(folder, keys)),
        new Step(
            keys + " keys, kprov's mint",
            Work.FROM_NOTHING,
            mint(folder, keys),
            output ->
                output.strip().equals(Integer.toString(keys))
                    ? Optional.empty()
                    : Optional.of("it made " + output)));
  }

  private static Command openssl(Path folder, int keys) {
    return Command.of(
        folder,
        "sh",
        "-c",
        "seq \"$1\" | xargs -P \"$2\" -I KEY openssl genrsa -out KEY.pem 2048",
        "sh",
        Integer.toString(keys),
        Integer.toString(Runtime.getRuntime().availableProcessors()));
  }

  private static Command mint(Path folder, int keys) {
    return Command.of(
        folder,
        ChildJvm.of(
                MintLoop.class,
                List.of(
                    "-Xshare:auto",
                    "-XX:+UseSerialGC",
                    "-XX:-UsePerfData",
                    "--enable-native-access=ALL-UNNAMED"),
                Integer.toString(keys))
            .command()
            .toArray(String[]::new));
  }

  private static Optional<String> wrong(Path folder, int keys) {
    for (int i = 1; i <= keys; i++) {
      if (folder.resolve(i + ".pem").toFile().length() == 0) {
        return Optional.of("key " + i + " is missing");
      }
    }
    return Optional.empty();
  }
}
