package dev.kprov.wire;

import dev.kprov.base.RemotePath;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The contents of the files of a request, on their way, and what went wrong with them here. */
final class Shipment implements Remote.Input {

  /** What put.sh says of a content whose hash is another one. */
  private static final String DAMAGED = "its content arrived damaged";

  private final List<ApplyRequest.Write> files;
  private final Map<RemotePath, String> spoilt = new ConcurrentHashMap<>();

  Shipment(List<ApplyRequest.Write> files) {
    this.files = List.copyOf(files);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    for (ApplyRequest.Write one : files) {
      one.content().send(out).ifPresent(fault -> spoilt.put(one.path(), fault));
    }
  }

  /** The same failures, with the cause where it lies on this side. */
  Map<RemotePath, String> explained(Map<RemotePath, String> failures) {
    Map<RemotePath, String> explained = new LinkedHashMap<>(failures);
    spoilt.forEach((path, fault) -> explained.replace(path, DAMAGED, fault));
    return explained;
  }
}
