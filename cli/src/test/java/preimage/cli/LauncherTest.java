package preimage.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The scripts {@code preimage}, {@code check} and {@code bench/run}, with a JDK and a Maven that
 * only say so.
 */
class LauncherTest {
  private static final String MAVEN =
      """
      #!/bin/sh
      echo "$JAVA_HOME" "$@" >> "$LOG"
      for word; do
        case $word in -Dtarget=*) target=${word#*=} ;; esac
      done
      if grep -q broken core/src/main/A.java; then
        echo '[ERROR] A.java is broken'
        exit 1
      fi
      sleep 0.1
      mkdir -p "core/$target" "cli/$target"
      : > "core/$target/preimage-core.jar"
      : > "cli/$target/preimage-cli.jar"
      printf %s "$PWD/library one.jar:$PWD/library.jar" > "cli/$target/classpath"
      """;

  @TempDir private Path folder;
  private Path root;
  private Path jdk;
  private Path tools;

  @BeforeEach
  void prepare() throws IOException {
    root = folder.resolve("the project");
    jdk = jdk("jdk", "25.0.3");
    tools = folder.resolve("bin");
    script(tools.resolve("mvn"), MAVEN);
    for (String file : List.of("preimage", "check", "bench/run", ".mvn/tools")) {
      write(root.resolve(file), Files.readString(Path.of("..", file)));
      assertTrue(root.resolve(file).toFile().setExecutable(true));
    }
    for (String file :
        List.of(
            "pom.xml",
            "core/pom.xml",
            "cli/pom.xml",
            "core/src/main/A.java",
            "core/src/main/B.java",
            "experiments/a.json",
            "cli/src/main/C.java",
            "library one.jar",
            "library.jar")) {
      write(root.resolve(file), "good");
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void script(Path file, String text) throws IOException {
    write(file, text);
    assertTrue(file.toFile().setExecutable(true));
  }

  private Path jdk(String name, String version) throws IOException {
    var home = folder.resolve(name);
    write(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    script(home.resolve("bin/javac"), "");
    script(
        home.resolve("bin/java"),
        "#!/bin/sh\nwhile [ \"$1\" != preimage.cli.Main ]; do shift; done\nshift\necho \"$PWD\" \"$@\"\n");
    return home;
  }

  private record Said(int code, String out, String err) {}

  private Said run(Path home, String... command) {
    try {
      var err = Files.createTempFile(folder, "err", "");
      var builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.redirectError(err.toFile());
      builder.environment().put("JAVA_HOME", home.toString());
      builder.environment().put("LOG", folder.resolve("log").toString());
      builder.environment().merge("PATH", tools.toString(), (path, first) -> first + ":" + path);
      var process = builder.start();
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("it does not end: " + Files.readString(err));
      }
      var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Said(process.exitValue(), out, Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Said preimage() {
    return run(jdk, root.resolve("preimage").toString(), "list", "a b");
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(folder.resolve("log"));
  }

  @Test
  void buildsOnceAndAgainOnlyWhenSourcesChange() throws IOException {
    var said = folder.toRealPath() + " list a b\n";
    assertEquals(new Said(0, said, "building Preimage (once)…\n"), preimage());
    assertEquals(new Said(0, said, ""), preimage());
    assertEquals(1, builds().size());
    write(root.resolve("core/src/main/B.java"), "better");
    preimage();
    assertEquals(2, builds().size());
    Files.delete(root.resolve("core/src/main/B.java"));
    preimage();
    preimage();
    assertEquals(3, builds().size());
    Files.delete(root.resolve("library.jar"));
    assertEquals(1, preimage().code());
    assertEquals(4, builds().size());
  }

  @Test
  void aFailedBuildShowsItsErrorsAndIsTriedAgain() throws IOException {
    write(root.resolve("core/src/main/A.java"), "broken");
    var failed = new Said(1, "", "building Preimage (once)…\n[ERROR] A.java is broken\n");
    assertEquals(failed, preimage());
    assertEquals(failed, preimage());
    write(root.resolve("core/src/main/A.java"), "good");
    assertEquals(0, preimage().code());
    try (var left = Files.list(root.resolve("target"))) {
      assertEquals(1, left.count());
    }
  }

  @Test
  void isFoundThroughLinks() throws IOException {
    Files.createSymbolicLink(folder.resolve("second"), root.resolve("preimage"));
    Files.createDirectories(folder.resolve("links"));
    Files.createSymbolicLink(folder.resolve("links/first"), Path.of("..", "second"));
    assertEquals(0, run(jdk, folder.resolve("links/first").toString()).code());
    assertEquals(0, run(jdk, "sh", "links/first").code());
    assertEquals(1, builds().size());
  }

  @Test
  void runsAtTheSameTimeShareOneBuild() throws IOException {
    var runs =
        IntStream.range(0, 4).mapToObj(i -> CompletableFuture.supplyAsync(this::preimage)).toList();
    runs.forEach(run -> assertEquals(0, run.join().code()));
    assertEquals(1, builds().size());
  }

  @Test
  void goesOnFromABuildThatWasKilled() throws IOException {
    write(root.resolve("target/building-999999999/log"), "");
    write(root.resolve("core/target/building-999999999/A.class"), "");
    Files.createSymbolicLink(root.resolve("target/building"), Path.of("999999999"));
    assertEquals(0, preimage().code());
    try (var left = Files.list(root.resolve("core/target"))) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void goesOnFromALockThatNamesItself() throws IOException {
    Files.createDirectories(root.resolve("target"));
    // exec keeps the number of the process.
    var said =
        run(jdk, "sh", "-c", "cd 'the project'; ln -s $$ target/building; exec ./preimage list");
    assertEquals(new Said(0, said.out(), "building Preimage (once)…\n"), said);
    assertEquals(1, builds().size());
  }

  @Test
  void saysOnceWhomItWaitsFor() throws IOException, InterruptedException {
    Files.createDirectories(root.resolve("target"));
    var lock = root.resolve("target/building");
    long holder = ProcessHandle.current().pid();
    Files.createSymbolicLink(lock, Path.of(String.valueOf(holder)));
    var waiting = CompletableFuture.supplyAsync(this::preimage);
    // Long enough to look at the lock a second time.
    Thread.sleep(1500);
    Files.delete(lock);
    var said = waiting.join();
    assertEquals(
        "waiting for the build of process %d; remove %s if there is none\nbuilding Preimage (once)…\n"
            .formatted(holder, root.toRealPath().resolve("target/building")),
        said.err());
    assertEquals(0, said.code());
  }

  @Test
  void scriptsStayWhereTheyAreWhateverTheSearchPathOfFolders() throws IOException {
    var other = folder.resolve("elsewhere");
    Files.createDirectories(other.resolve("the project/bench"));
    for (String script : List.of("check", "bench/run")) {
      run(
          jdk,
          "sh",
          "-c",
          "CDPATH=%s; export CDPATH; sh 'the project/%s' fuzz".formatted(other, script));
    }
    assertEquals(2, builds().size());
  }

  @Test
  void takesAJdkFromThePathWhenJavaHomeIsTooOld() throws IOException {
    Files.createSymbolicLink(tools.resolve("javac"), jdk("newer", "26").resolve("bin/javac"));
    var old = jdk("old", "17.0.15");
    assertEquals(0, run(old, root.resolve("check").toString(), "-pl", "core").code());
    assertEquals(
        List.of(folder.resolve("newer") + " --batch-mode --no-transfer-progress verify -pl core"),
        builds());
  }

  @Test
  void saysWhatToInstall() throws IOException {
    var tools = root.resolve(".mvn/tools");
    write(tools, Files.readString(tools).replace("-ge 25", "-ge 2500").replace("in 25", "in 2500"));
    for (String script : List.of("preimage", "check")) {
      assertEquals(
          new Said(
              1,
              "",
              "Preimage needs a JDK of version 25 or newer: install one (https://adoptium.net)"
                  + " or set JAVA_HOME to it.\n"),
          run(jdk, root.resolve(script).toString()));
    }
  }
}
