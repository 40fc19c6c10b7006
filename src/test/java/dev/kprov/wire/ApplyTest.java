package dev.kprov.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kprov.base.Sha256;
import dev.kprov.house.Shows;
import dev.kprov.state.Fact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Puts real files in place through real shells. */
class ApplyTest {
  @TempDir Path temporary;

  @ParameterizedTest
  @EnumSource
  void whateverIsInTheWayOfAFileIsReplacedAndNeverFollowed(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    host.file("old.pem", "old", "rw-rw-rw-");
    host.file("locked.pem", "old", "---------");
    host.file("target", "kept", "rw-------");
    host.directory("folder");
    host.symlink("link.pem", "target");
    host.symlink("folderlink.pem", "folder");
    host.directory("empty.pem");
    List<String> names =
        List.of(
            "new.pem",
            "old.pem",
            "locked.pem",
            "link.pem",
            "folderlink.pem",
            "empty.pem",
            "with space.pem",
            "back\\slash.pem");
    for (String name : names) {
      host.write(name, "content of " + name);
    }
    host.write("public.pem", "public", "0644", new Fact.Missing());

    ApplyReply reply = host.apply();

    assertThat(reply.failures()).isEmpty();
    assertThat(host.tree())
        .containsExactly(
            "rw------- back\\slash.pem",
            "rw------- empty.pem",
            "rw------- folderlink.pem",
            "rw------- link.pem",
            "rw------- locked.pem",
            "rw------- new.pem",
            "rw------- old.pem",
            "rw------- target",
            "rw------- with space.pem",
            "rw-r--r-- public.pem",
            "rwxr-xr-x folder");
    for (String name : names) {
      assertThat(host.root.resolve(name)).hasContent("content of " + name);
      Fact.RegularFile seen = (Fact.RegularFile) reply.after().at(host.path(name));
      assertThat(seen.hash()).contains(Sha256.of(("content of " + name).getBytes(UTF_8)));
      assertThat(seen.stat().owner()).isEqualTo(host.user);
    }
    assertThat(host.root.resolve("target")).hasContent("kept");
  }

  @ParameterizedTest
  @EnumSource(names = {"DASH", "BASH", "BUSYBOX"}) // the login shell makes no difference
  void filesAndLinksAreRemovedAndADirectoryNever(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    host.file("old.pem", "old", "rw-------");
    host.file("-rf with space", "old", "r--------");
    host.file("target", "kept", "rw-------");
    host.symlink("link.pem", "target");
    host.directory("folder");
    host.write("new.pem", "new");

    ApplyReply reply =
        host.remove("old.pem").remove("-rf with space").remove("link.pem").remove("folder").apply();

    assertThat(host.tree())
        .containsExactly("rw------- new.pem", "rw------- target", "rwxr-xr-x folder");
    assertThat(reply.failures()).containsOnlyKeys(host.path("folder"));
    assertThat(reply.after().at(host.path("old.pem"))).isInstanceOf(Fact.Missing.class);
  }

  @Test
  void nothingIsRemovedWhereAFileIsNoLongerWhatThePlanSaw() throws Exception {
    TestHost host = TestHost.in(temporary, Shell.DASH);
    host.file("kept.pem", "old", "rw-------");
    Path edited = host.file("edited.pem", "old", "rw-------");
    host.remove("kept.pem").remove("edited.pem");
    Files.writeString(edited, "newer");

    assertThat(host.apply().failures())
        .containsOnlyKeys(host.path("kept.pem"), host.path("edited.pem"));
    assertThat(host.tree()).containsExactly("rw------- edited.pem", "rw------- kept.pem");
  }

  @ParameterizedTest
  @EnumSource(names = {"DASH", "BASH", "BUSYBOX"}) // the login shell makes no difference
  void directoriesAreMadeWithTheirParentsAndMended(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    Path wide = host.directory("wide");
    Files.setPosixFilePermissions(wide, PosixFilePermissions.fromString("rwxrwxrwx"));
    new ProcessBuilder("chmod", "g+s", wide.toString()).start().waitFor();
    host.make("wide", "0755").make("a/b/pki", "0700");
    host.write("a/b/pki/ca.pem", "ca", "0644", new Fact.Missing());

    assertThat(host.apply().failures()).isEmpty();
    assertThat(host.tree())
        .containsExactly(
            "rw-r--r-- a/b/pki/ca.pem",
            "rwx------ a/b/pki",
            "rwxr-xr-x a",
            "rwxr-xr-x a/b",
            "rwxr-xr-x wide");
    assertThat((Integer) Files.getAttribute(wide, "unix:mode") & 07777).isEqualTo(0755);
  }

  @ParameterizedTest
  @EnumSource(names = {"DASH", "BASH", "BUSYBOX"}) // the login shell makes no difference
  void aHostThatMovedSinceThePlanIsLeftAlone(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    host.file("edited.pem", "old", "rw-------");
    host.file("replaced.pem", "old", "rw-------");
    host.file("widened.pem", "old", "rw-------");
    host.file("steady.pem", "old", "rw-------");
    host.file("gone.pem", "old", "rw-------");
    host.directory("pki");
    host.make("pki", "0700");
    List<String> names =
        List.of("edited.pem", "replaced.pem", "widened.pem", "steady.pem", "gone.pem", "new.pem");
    for (String name : names) {
      host.write(name, "new");
    }
    host.file("edited.pem", "other", "rw-------");
    Files.move(
        host.file("fresh", "old", "rw-------"),
        host.root.resolve("replaced.pem"),
        StandardCopyOption.REPLACE_EXISTING);
    host.file("widened.pem", "old", "rw-r--r--");
    Files.delete(host.root.resolve("gone.pem"));
    host.symlink("new.pem", "steady.pem");
    Files.createFile(host.root.resolve("pki/entry"));
    List<String> before = host.tree();

    ApplyReply reply = host.apply();

    assertThat(host.tree()).isEqualTo(before);
    assertThat(host.root.resolve("steady.pem")).hasContent("old");
    assertThat(reply.failures())
        .isEqualTo(
            Map.of(
                host.path("pki"),
                "not tried, because other files of this host changed since the plan",
                host.path("steady.pem"),
                "not tried, because other files of this host changed since the plan",
                host.path("edited.pem"),
                "changed since the plan: its content, size 3 is 5",
                host.path("replaced.pem"),
                "changed since the plan: it was replaced",
                host.path("widened.pem"),
                "changed since the plan: mode 0600 is 0644",
                host.path("gone.pem"),
                "changed since the plan: was a file, is missing",
                host.path("new.pem"),
                "changed since the plan: was missing, is a symbolic link"));
  }

  @ParameterizedTest
  @EnumSource(names = {"DASH", "BASH", "BUSYBOX"}) // the login shell makes no difference
  void aDamagedContentLetsNothingBePutInPlace(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    host.file("a.pem", "old", "rw-------");
    host.write("a.pem", "new");
    Sha256 other = Sha256.of("something else".getBytes(UTF_8));
    host.write("b.pem", "new", "0600", new Fact.Missing(), other, false);

    assertThat(host.apply().failures())
        .isEqualTo(
            Map.of(
                host.path("a.pem"),
                "not tried, because the content of %s arrived damaged"
                    .formatted(host.path("b.pem")),
                host.path("b.pem"),
                "its content arrived damaged"));
    assertThat(host.tree()).containsExactly("rw------- a.pem");
    assertThat(host.root.resolve("a.pem")).hasContent("old");
  }

  @ParameterizedTest
  @EnumSource(names = {"DASH", "BASH", "BUSYBOX"}) // the login shell makes no difference
  void aFailureLeavesTheOthersAndKeepsPairsTogether(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    host.directory("full.pem");
    host.file("full.pem/entry", "", "rw-------");
    Path fixed = host.directory("fixed");
    Files.setPosixFilePermissions(fixed, PosixFilePermissions.fromString("r-xr-xr-x"));
    host.file("cert.pem", "old", "rw-------");
    host.write("fixed/a.pem", "longer than the others", "0600", new Fact.Missing());
    host.write("missing/a.pem", "a", "0600", new Fact.Missing());
    host.write("full.pem", "key");
    Sha256 hash = Sha256.of("certificate".getBytes(UTF_8));
    host.write("cert.pem", "certificate", "0600", host.look("cert.pem"), hash, true);
    host.write("last.pem", "last");

    Map<?, String> failures = host.apply().failures();

    assertThat(failures.get(host.path("fixed/a.pem"))).isEqualTo("mkdir: permission denied");
    assertThat(failures.get(host.path("missing/a.pem")))
        .isEqualTo("mkdir: no such file or directory");
    assertThat(failures.get(host.path("full.pem"))).isEqualTo("rmdir: directory not empty");
    assertThat(failures.get(host.path("cert.pem")))
        .isEqualTo("not tried, because the file that belongs to it failed");
    assertThat(failures).hasSize(4);
    assertThat(host.root.resolve("cert.pem")).hasContent("old");
    assertThat(host.root.resolve("last.pem")).hasContent("last");
    assertThat(host.tree()).noneMatch(line -> line.contains(".kprov-"));
  }

  @ParameterizedTest
  @EnumSource(names = {"DASH", "BASH", "BUSYBOX"}) // the login shell makes no difference
  void ownersThatMayNotBeGivenAreAFailure(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    ApplyRequest planned = host.write("a.pem", "a").planned();
    ApplyRequest.Write one = planned.files().getFirst();
    ApplyRequest.Write roots =
        new ApplyRequest.Write(
            one.path(), one.expected(), one.mode(), "root", "root", one.content(), one.hash());
    ApplyRequest request = new ApplyRequest("r1", List.of(), List.of(roots), planned.readBack());
    ApplyReply reply =
        host.dialogue.apply(host.remote, host.root.toString(), request, TestHost.LIMIT);

    assertThat(reply.failures())
        .isEqualTo(Map.of(host.path("a.pem"), "chown: operation not permitted"));
    assertThat(host.tree()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"DASH", "BASH", "BUSYBOX"}) // the login shell makes no difference
  void whatADeadRunLeftIsRemoved(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    host.directory(".kprov-dead");
    host.file(".kprov-dead/0", "secret", "rw-------");
    host.directory(".kprov-cut");
    host.directory(".kprov-cut/.kprov-lock");
    host.file(".kprov-cut/.kprov-lock/cut.1.1.boot", "", "rw-------");
    host.write("a.pem", "a");

    assertThat(host.apply().failures()).isEmpty();
    assertThat(host.tree()).containsExactly("rw------- a.pem");
  }

  @Test
  void aDdWithoutFullblockWritesTheSameBytes() throws Exception {
    TestHost host = TestHost.in(temporary, Shell.BUSYBOX);
    host.write("a.pem", "a".repeat(5000)).write("b.pem", "b".repeat(3000));
    TestFiles.oldDd(temporary.resolve("bin/dd"));

    assertThat(host.apply().failures()).isEmpty();
    assertThat(host.root.resolve("a.pem")).hasContent("a".repeat(5000));
    assertThat(host.root.resolve("b.pem")).hasContent("b".repeat(3000));
  }

  @Test
  void aFullDiskPutsNothingInPlaceAndSaysWhy() throws Exception {
    TestHost host = TestHost.in(temporary, Shell.BUSYBOX);
    host.file("a.pem", "old", "rw-------");
    host.write("a.pem", "new").write("b.pem", "b");
    TestFiles.program(
        temporary.resolve("bin/dd"),
        "case $* in *of=*/b.pem*) echo 'dd: error writing: No space left on device' >&2; exit 1 ;;"
            + " esac\nexec busybox dd \"$@\"");

    assertThat(host.apply().failures())
        .isEqualTo(
            Map.of(
                host.path("a.pem"),
                "not tried, because %s could not be staged".formatted(host.path("b.pem")),
                host.path("b.pem"),
                "dd: no space left on device"));
    assertThat(host.root.resolve("a.pem")).hasContent("old");
    assertThat(host.tree()).containsExactly("rw------- a.pem");
  }

  @Test
  @Shows(
      table = "conditions",
      value = "SELinux | has the labels restored of what it made or put in place")
  void labelsAreRestoredOnWhatWasMadeAndPutInPlace() throws Exception {
    TestHost host = TestHost.in(temporary, Shell.BUSYBOX);
    host.make("x/y", "0750");
    host.write("a.pem", "a").write("missing/b.pem", "b", "0600", new Fact.Missing());
    host.write("x/y/c.pem", "c", "0600", new Fact.Missing());
    Path log = host.file("log", "", "rw-------");
    TestFiles.program(temporary.resolve("bin/restorecon"), "echo \"$*\" >>" + log + "; exit 1");

    assertThat(host.apply().failures()).containsOnlyKeys(host.path("missing/b.pem"));
    assertThat(log)
        .hasContent(
            String.join(
                "\n",
                host.path("x").toString(),
                host.path("x/y").toString(),
                host.path("a.pem") + " " + host.path("x/y/c.pem")));
  }

  @ParameterizedTest
  @EnumSource(names = {"DASH", "BASH", "BUSYBOX"}) // the login shell makes no difference
  void aPathMayBeAsLongAsTheHostTakesIt(Shell shell) throws Exception {
    TestHost host = TestHost.in(temporary, shell);
    String deep = String.join("/", Collections.nCopies(17, "d".repeat(200)));
    String longest = deep + "/" + "n".repeat(255);
    String tooLong = deep + "/" + "n".repeat(256);
    host.make(deep, "0755").write(longest, "kept", "0600", new Fact.Missing());
    assertThat(host.apply().failures()).isEmpty();
    assertThat(host.look(longest)).isInstanceOf(Fact.RegularFile.class);

    TestHost again = host.again("r2");
    again.write(tooLong, "lost", "0600", new Fact.Missing());
    assertThat(again.apply().failures().get(host.path(tooLong)))
        .isEqualToIgnoringCase("dd: file name too long");
    assertThat(host.tree()).hasSize(18);
  }
}
