package dev.kprov.wire;

import dev.kprov.base.Mode;
import dev.kprov.base.RemotePath;
import dev.kprov.base.Sha256;
import dev.kprov.state.Fact;
import java.util.List;

/**
 * What is to be done on a host, in order. Directories first, then files; a new key and its
 * certificate stand side by side at the end.
 *
 * @param run identifies the run in the name of the stage: letters and digits
 * @param directories to make or to mend
 * @param files to put in place
 * @param removals files to remove
 * @param readBack what to look at afterwards
 */
public record ApplyRequest(
    String run,
    List<MakeDirectory> directories,
    List<Write> files,
    List<Remove> removals,
    ProbeRequest readBack) {

  public ApplyRequest {
    directories = List.copyOf(directories);
    files = List.copyOf(files);
    removals = List.copyOf(removals);
  }

  /** One that removes nothing. */
  public ApplyRequest(
      String run, List<MakeDirectory> directories, List<Write> files, ProbeRequest readBack) {
    this(run, directories, files, List.of(), readBack);
  }

  /**
   * A directory to make, or one whose mode or owner is mended.
   *
   * @param expected what the plan saw there; if it is no longer so, nothing is done on this host
   */
  public record MakeDirectory(
      RemotePath path, Fact expected, Mode mode, String owner, String group) {}

  /**
   * A file to put in place whole.
   *
   * @param expected what the plan saw there; if it is no longer so, nothing is done on this host
   * @param hash of the content, checked on the host before anything is renamed
   * @param joined whether it is left alone where the file before it in the list failed, as a
   *     certificate without its new key
   */
  public record Write(
      RemotePath path,
      Fact expected,
      Mode mode,
      String owner,
      String group,
      Payload content,
      Sha256 hash,
      boolean joined) {

    /** A file that depends on no other. */
    public Write(
        RemotePath path,
        Fact expected,
        Mode mode,
        String owner,
        String group,
        Payload content,
        Sha256 hash) {
      this(path, expected, mode, owner, group, content, hash, false);
    }
  }

  /**
   * A file or symlink to remove.
   *
   * @param expected what the plan saw there; if it is no longer so, nothing is done on this host
   */
  public record Remove(RemotePath path, Fact expected) {}
}
