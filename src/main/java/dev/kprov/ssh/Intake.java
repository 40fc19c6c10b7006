package dev.kprov.ssh;

import java.io.IOException;
import java.io.OutputStream;

/** A channel that takes data as far as the remote window reaches. */
interface Intake {

  /**
   * Waits until the remote side takes more.
   *
   * @return how many bytes it takes now, at least one
   * @throws IOException where it takes no more
   */
  int awaitRoom() throws IOException;

  /** How much one packet may hold; sshj's channels have it. */
  int getRemoteMaxPacketSize();

  /** Where the data go; to be given no more than there is room for. */
  OutputStream sink();
}
