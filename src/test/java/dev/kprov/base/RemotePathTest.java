package dev.kprov.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemotePathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ca.pem",
        "./ca.pem",
        "~ca.pem",
        "~root/x",
        "/etc/",
        "//etc",
        "/etc//x",
        "/etc/./x",
        "/etc/../x",
        "~/",
        "~/..",
        "/a\nb",
        "/a\u0000b",
        "/a\u001bb"
      })
  void whatIsNoPathIsRefused(String text) {
    assertThat(RemotePath.faultOf(text)).isPresent();
    assertThatThrownBy(() -> new RemotePath(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "~, ~, ~",
    "~/ca.pem, ~, ca.pem",
    "~/.kube/config, ~/.kube, config",
    "/, /, ''",
    "/etc, /, etc",
    "/etc/kubernetes/pki, /etc/kubernetes, pki",
    "/a b/c'd, /a b, c'd",
  })
  void aPathHasAParentAndAName(String text, String parent, String name) {
    RemotePath path = new RemotePath(text);

    assertThat(path.parent().text()).isEqualTo(parent);
    assertThat(path.name()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "~, /home/ubuntu, /home/ubuntu",
    "~/ca.pem, /home/ubuntu, /home/ubuntu/ca.pem",
    "~/ca.pem, /, /ca.pem",
    "~, /, /",
    "/etc/x, /home/ubuntu, /etc/x",
    "/etc/~, /home/ubuntu, /etc/~",
  })
  void theHomeIsFilledIn(String text, String home, String absolute) {
    assertThat(new RemotePath(text).resolve(home).text()).isEqualTo(absolute);
  }

  @Test
  void aChildOfTheRootHasOneSlash() {
    assertThat(new RemotePath("/").child("etc").text()).isEqualTo("/etc");
    assertThat(new RemotePath("~").child("ca.pem").text()).isEqualTo("~/ca.pem");
  }
}
