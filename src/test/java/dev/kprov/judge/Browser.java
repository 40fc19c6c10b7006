package dev.kprov.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.text.Json;
import dev.kprov.text.Node;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Chromium without a window, driven as W3C WebDriver says (https://www.w3.org/TR/webdriver2/). */
public final class Browser implements AutoCloseable {

  /** The name that the standard gives to a reference (section 12.1). */
  private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

  private static final Pattern READY = Pattern.compile("started successfully on port (\\d+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process driver;
  private final String session;

  private Browser(Process driver, int port) throws IOException, InterruptedException {
    this.driver = driver;
    String server = "http://127.0.0.1:" + port + "/session";
    // Root has no sandbox, and a container little shared memory.
    Map<String, Object> options =
        Map.of("args", List.of("--headless=new", "--no-sandbox", "--disable-dev-shm-usage"));
    Map<String, Object> wishes =
        Map.of("goog:chromeOptions", options, "goog:loggingPrefs", Map.of("browser", "ALL"));
    Node begun = post(server, Map.of("capabilities", Map.of("alwaysMatch", wishes)));
    this.session = server + "/" + text(field(begun, "sessionId"));
  }

  public static Browser start() throws IOException, InterruptedException {
    Judge.of("chromium");
    Judge.of("chromedriver");
    Process driver =
        new ProcessBuilder("chromedriver", "--port=0").redirectErrorStream(true).start();
    BufferedReader lines = driver.inputReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher ready = READY.matcher(line);
      if (ready.find()) {
        Thread.ofPlatform().daemon().start(() -> lines.lines().forEach(_ -> {}));
        return new Browser(driver, Integer.parseInt(ready.group(1)));
      }
    }
    throw new IOException("chromedriver ended at once");
  }

  public void open(Path page) throws IOException, InterruptedException {
    post(session + "/url", Map.of("url", page.toUri().toString()));
  }

  /** What a script in the page returns, as text. */
  public String tell(String expression) throws IOException, InterruptedException {
    Map<String, Object> script = Map.of("script", "return " + expression, "args", List.of());
    return text(post(session + "/execute/sync", script));
  }

  /** Clicks as a person does: what is covered or out of sight cannot be. */
  public void click(String selector) throws IOException, InterruptedException {
    post(element(selector) + "/click", Map.of());
  }

  public void type(String selector, String text) throws IOException, InterruptedException {
    post(element(selector) + "/value", Map.of("text", text));
  }

  private String element(String selector) throws IOException, InterruptedException {
    Node found = post(session + "/element", Map.of("using", "css selector", "value", selector));
    return session + "/element/" + text(field(found, ELEMENT));
  }

  /** Shows pages as on a screen of that size, light or dark. */
  public void screen(int width, int height, String scheme)
      throws IOException, InterruptedException {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    command(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  private void command(String name, Map<String, Object> parameters)
      throws IOException, InterruptedException {
    post(session + "/goog/cdp/execute", Map.of("cmd", name, "params", parameters));
  }

  /** What the page, or the browser about it, wrote to the console. */
  public List<String> console() throws IOException, InterruptedException {
    Node log = post(session + "/se/log", Map.of("type", "browser"));
    return ((Node.Sequence) log)
        .items().stream().map(entry -> text(field(entry, "message"))).toList();
  }

  /** The page on paper, as PDF. */
  public byte[] print() throws IOException, InterruptedException {
    return Base64.getDecoder().decode(text(post(session + "/print", Map.of())));
  }

  private Node post(String url, Map<String, ?> body) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(url))
            .POST(HttpRequest.BodyPublishers.ofString(Json.line(body))));
  }

  private Node send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            request.timeout(Duration.ofMinutes(1)).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return field(Json.readLine(answer.body(), request.toString(), 1).orElseThrow(), "value");
  }

  private static Node field(Node node, String name) {
    return ((Node.Mapping) node).get(name).orElseThrow();
  }

  private static String text(Node node) {
    return ((Node.Scalar) node).text();
  }

  @Override
  public void close() throws IOException {
    try {
      send(HttpRequest.newBuilder(URI.create(session)).DELETE());
      http.close();
      driver.destroy();
      driver.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      driver.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
