package dev.kprov.ssh;

import dev.kprov.wire.RemoteFailure;

/**
 * A jump host that is connected to.
 *
 * @param server where it listens
 */
record Jump(Endpoint server, Session session) {

  /** What went wrong with it, for a host behind it. */
  RemoteFailure named(RemoteFailure failure) {
    return named(server, failure);
  }

  static RemoteFailure named(Endpoint server, RemoteFailure failure) {
    return new RemoteFailure("jump host " + server + ": " + failure.getMessage(), failure.hint());
  }

  @Override
  public String toString() {
    return "jump host " + server;
  }
}
