package dev.kprov.state;

import dev.kprov.base.Mode;
import dev.kprov.base.RemotePath;
import dev.kprov.base.StorePath;

/** One wanted thing on a host. Stated by steps, compared by the planner, made by the wire. */
public sealed interface Resource {

  RemotePath path();

  /** Something that shall be there, as somebody's and with a mode. */
  sealed interface Present extends Resource {

    Mode mode();

    /** The name of the owner on the host. */
    String owner();

    /** The name of the group on the host; empty means the owner's primary group. */
    String group();
  }

  /** A regular file, wherever its content comes from. */
  sealed interface Regular extends Present {}

  /** Nothing: what lies here is removed, unless it is a directory. */
  record Absent(RemotePath path) implements Resource {}

  /**
   * A file of the PKI.
   *
   * @param source the content, by its place in the store
   * @param kind what it holds
   * @param handedOver whether it is put there only where nothing is, and belongs to others from
   *     then on: what they made of it is judged, and never overwritten
   */
  record File(
      RemotePath path,
      StorePath source,
      FileKind kind,
      Mode mode,
      String owner,
      String group,
      boolean handedOver)
      implements Regular {

    /** A file that is kept as it is wanted. */
    public File(
        RemotePath path, StorePath source, FileKind kind, Mode mode, String owner, String group) {
      this(path, source, kind, mode, owner, group, false);
    }
  }

  /**
   * A file of the operator's machine, as it is there.
   *
   * @param source where it lies, and what it must hold
   */
  record Copy(RemotePath path, LocalFile source, Mode mode, String owner, String group)
      implements Regular {}

  /** A directory; its parents are made when missing, with mode 0755. */
  record Directory(RemotePath path, Mode mode, String owner, String group) implements Present {}
}
