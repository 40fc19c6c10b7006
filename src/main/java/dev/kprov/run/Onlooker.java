package dev.kprov.run;

import dev.kprov.inventory.Host;
import dev.kprov.state.Observed;
import dev.kprov.wire.ProbeRequest;
import dev.kprov.wire.RemoteFailure;
import dev.kprov.wire.RunAs;

/** What may be done with hosts by who must change nothing. */
interface Onlooker {

  /** Connects to a host and logs in. */
  void connect(Host host) throws RemoteFailure, InterruptedException;

  /** Sees whether commands run on a host that was reached before; names the login shell. */
  String shell(Host host, RunAs as) throws RemoteFailure, InterruptedException;

  /** Looks at one host that was reached before. */
  Observed look(Host host, ProbeRequest request) throws RemoteFailure, InterruptedException;
}
