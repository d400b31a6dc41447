# SPDX-License-Identifier: Apache-2.0
"""Plugin files that are no plugins, and plugins that fail: named with file, reason and remedy; galley goes on."""
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import unittest

import house

CHAIN = """galley 1
pipeline plain
{
    ingest files { path inbox }
    ingest text
    STAGE
    export jsonl
}
"""


def in_galley(stage):
    """A plugin from elsewhere would run in a worker: these tests look at what one does to galley itself."""
    if "isolate" in stage or not stage.endswith("faulty") and " faulty {" not in stage:
        return stage
    return stage.replace(" faulty {", " faulty { isolate none ") if "{" in stage else stage + " { isolate none }"


def built_plugins():
    """Where the plugins of the build lie: the environment's folders first, as for galley."""
    return os.environ.get("GALLEY_PLUGIN_PATH", "")


class PluginTest(house.HouseTest):
    def setUp(self):
        super().setUp()
        self.plugins = self.folder / "plugins"
        self.plugins.mkdir()
        self.env = {"GALLEY_PLUGIN_PATH": ":".join(filter(None, (str(self.plugins), built_plugins())))}

    def place(self, name, data):
        return self.write(f"plugins/cleanup/{name}", data)

    def build(self, fault="kNothing", kind="cleanup", manifest_abi="1.0", *flags, **more):
        """The plugin that does what `fault` says, with its manifest inside as galley_add_plugin() puts it."""
        return house.build_faulty(self.plugins, fault, kind, manifest_abi, *flags, **more)

    def run_with(self, stage, *arguments):
        config = self.write("chain.info", CHAIN.replace("STAGE", in_galley(stage)))
        self.write("inbox/1.txt", "The ferry runs again today.\n")
        self.write("inbox/2.txt", "Spilled ink closes the library.\n")
        self.write("inbox/3.txt", "The bridge is painted blue.\n")
        return self.run_chain("inbox", *arguments, config=config, env=self.env)


    def trusted(self):
        """The warning that comes with `isolate none`."""
        return (f"galley: warning: {self.folder}/chain.info:6: pipeline.faulty.isolate: none: cleanup.faulty can take galley down, "
                "and do all that galley may\n")


class PluginFileTest(PluginTest):
    def assert_refused_file(self, file, reason, remedy):
        """`plugins list` names it and goes on; a config that asks for it is refused with the same words."""
        told = f"{file}: {reason}; {remedy}"
        listed = self.galley("plugins", "list", env=self.env)
        self.assertEqual((listed.code, listed.err), (0, f"galley: refused: {told}\n"))
        self.assertIn("cleanup.normalize_text", listed.out)
        as_json = [json.loads(line) for line in self.galley("plugins", "list", "--json", env=self.env).out.splitlines()]
        self.assertIn({"schema_version": 1, "refused": str(file), "reason": reason, "remedy": remedy}, as_json)
        self.assert_refused(self.galley("plugins", "inspect", file, env=self.env), 78, f"galley: error: {told}\n")
        config = self.write("chain.info", CHAIN.replace("STAGE", f"cleanup {file.stem}"))
        self.assert_refused(self.run_with(f"cleanup {file.stem}"), 78,
                            f"galley: error: {config}:6: pipeline.{file.stem}: plugin cleanup.{file.stem} was refused: {told}\n")
        self.assertFalse((self.folder / "out").exists())

    def test_text(self):
        self.assert_refused_file(self.place("hello.so", "hello"), "is not an ELF file", "build or copy it again, or remove it")

    def test_empty(self):
        self.assert_refused_file(self.place("empty.so", b""), "is empty", "build or copy it again, or remove it")

    def test_cut_header(self):
        with open(house.GALLEY, "rb") as file:
            header = file.read(40)
        self.assert_refused_file(self.place("cut.so", header), "is not an ELF file", "build or copy it again, or remove it")

    def test_another_processor(self):
        self.assert_refused_file(self.place("cut.so", b"\x7fELF\x02\x01\x01\0" + bytes(56)), "is built for another kind of processor",
                                 "build it on this kind of machine")

    @house.NEEDS_COMPILER
    def test_cut_in_half(self):
        made = self.build()
        whole = made.read_bytes()
        made.unlink()
        listed = self.place("half.so", whole[:len(whole) // 2])
        self.assert_refused_file(listed, "is cut or damaged: its section table is out of bounds", "build or copy it again, or remove it")

    @house.NEEDS_COMPILER
    def test_manifest_of_another_major(self):
        made = self.build("kNothing", "cleanup", "2.0", "-DFAULT_ENTRY=galley_module_v2")
        self.assert_refused_file(made, "is built for ABI 2, this host speaks 1", "rebuild it against galley SDK 1.x")

    @house.NEEDS_COMPILER
    def test_entry_of_another_major(self):
        """Its manifest lies: found out when it is loaded."""
        made = self.build("kNothing", "cleanup", "1.0", "-DFAULT_ENTRY=galley_module_v2")
        self.assert_refused(self.run_with("cleanup faulty"), 78,
                            f"galley: error: {made}: is built for ABI 2, this host speaks 1; rebuild it against galley SDK 1.x\n")
        self.assertFalse((self.folder / "out").exists())

    @house.NEEDS_COMPILER
    def test_plugin_without_a_manifest(self):
        made = self.build()
        subprocess.run(["objcopy", "--remove-section", ".galley.manifest", made], check=True)
        self.assert_refused_file(made, "has no section .galley.manifest", "build it with galley_add_plugin()")

    def test_search_path_that_is_not_absolute(self):
        outcome = self.galley("plugins", "list", env={"GALLEY_PLUGIN_PATH": "plugins"})
        self.assert_refused(outcome, 78, 'galley: error: GALLEY_PLUGIN_PATH: expected absolute folders, got "plugins"\n')


@house.NEEDS_COMPILER
class TrustTest(PluginTest):
    """Plugins that others may change are refused; an allow-list binds files to their SHA-256."""

    def refusal(self, path, whose=""):
        return (f"{self.plugins}/cleanup/faulty.so: {whose}everyone may change it (mode {path.stat().st_mode & 0o7777:04o}); "
                f"chmod go-w {path}, or trust it by name: plugins {{ trust \"{path}\" }}")

    def test_a_file_that_others_may_change(self):
        made = self.build()
        made.chmod(0o666)
        listed = self.galley("plugins", "list", env=self.env)
        self.assertEqual((listed.code, listed.err), (0, f"galley: refused: {self.refusal(made)}\n"))
        config = self.folder / "chain.info"
        self.assert_refused(self.run_with("cleanup faulty"), 78, f"galley: error: {config}:6: pipeline.faulty: plugin cleanup.faulty was "
                            f"refused: {self.refusal(made)}\n")
        self.assertEqual(self.galley("plugins", "inspect", made, env=self.env).code, 0, "looking runs none of its code")

    def test_a_folder_that_others_may_change(self):
        made = self.build()
        made.parent.chmod(0o777)
        listed = self.galley("plugins", "list", env=self.env)
        self.assertEqual(listed.err, f"galley: refused: {self.refusal(made.parent, f'its folder {made.parent}: ')}\n")

    def test_another_file_that_stands_in_is_named(self):
        listed = map(json.loads, self.galley("plugins", "list", "--json").out.splitlines())
        installed, = [plugin["file"] for plugin in listed if plugin.get("id") == "cleanup.normalize_text"]
        refused = self.place("normalize_text.so", pathlib.Path(installed).read_bytes())
        refused.chmod(0o666)
        told = (f"galley: warning: {refused}: everyone may change it (mode 0666); chmod go-w {refused}, or trust it by name: "
                f"plugins {{ trust \"{refused}\" }}; {installed} is used\n")
        outcome = self.run_with("cleanup normalize_text")
        self.assertEqual(outcome.code, 0, outcome.err)
        self.assertIn(told, outcome.err)
        self.assertIn(told, self.galley("validate", self.folder / "chain.info", env=self.env).err)

    def test_trust_by_name(self):
        made = self.build()
        made.chmod(0o666)
        outcome = self.run_with("cleanup faulty", "--set", f"plugins.trust={made}")
        self.assertEqual(outcome.code, 0, outcome.err)
        shutil.rmtree(self.folder / "out")
        self.write("trust.info", CHAIN.replace("STAGE", "cleanup faulty") + 'plugins { trust plugins  trust "/no/such/folder" }\n')
        outcome = self.run_chain("inbox", config="trust.info", env=self.env)
        self.assertEqual(outcome.code, 0, outcome.err)

    def allow(self, *files):
        done = subprocess.run(["sha256sum", *files], capture_output=True, text=True, check=True)
        return self.write("allowed.sha256", "# what this desk runs\n" + done.stdout)

    def chain_files(self, made):
        listed = self.galley("plugins", "list", "--json", env=self.env).out.splitlines()
        ids = ("ingest.files", "ingest.text", "export.jsonl")
        return [made, *(plugin["file"] for plugin in map(json.loads, listed) if plugin.get("id") in ids)]

    def test_allowed_plugins_run(self):
        self.allow(*self.chain_files(self.build()))
        outcome = self.run_with("cleanup faulty", "--set", "plugins.allow=allowed.sha256")
        self.assertEqual(outcome.code, 0, outcome.err)
        self.assertEqual(len(self.paths()), 3)

    def test_allowed_plugins_run_in_workers(self):
        self.allow(*self.chain_files(self.build()))
        outcome = self.run_with("cleanup faulty { isolate process }", "--set", "plugins.allow=allowed.sha256")
        self.assertEqual(outcome.code, 0, outcome.err)
        self.assertEqual(len(self.paths()), 3)

    def test_others_are_refused(self):
        made = self.build()
        self.allow(*self.chain_files(made)[1:])
        digest = subprocess.run(["sha256sum", made], capture_output=True, text=True, check=True).stdout.split()[0]
        config = self.write("chain.info", CHAIN.replace("STAGE", "cleanup faulty") + "plugins { allow allowed.sha256 }\n")
        for command in (("validate", config), ("run", config, "--dry-run", "inbox")):
            self.write("inbox/1.txt", house.STORY)
            outcome = self.galley(*command, env=self.env)
            self.assertEqual(outcome.code, 78)
            self.assertIn(f"{config}:6: pipeline.faulty: {made}: has the SHA-256 {digest}, which is not in {self.folder}/allowed.sha256\n",
                          outcome.err + outcome.out)

    def test_a_list_that_is_none(self):
        self.write("allowed.sha256", "faulty.so\n")
        config = self.write("chain.info", CHAIN.replace("STAGE", "cleanup normalize_text") + "plugins { allow allowed.sha256 }\n")
        outcome = self.galley("validate", config, env=self.env)
        self.assertEqual(outcome.code, 78)
        self.assertIn(f"{self.folder}/allowed.sha256:1: expected a SHA-256 and a file name, as of sha256sum\n", outcome.err + outcome.out)
        outcome = self.galley("validate", config, "--set", "plugins.allow=none", env=self.env)
        self.assertIn("--set: plugins.allow: none: cannot be read\n", outcome.err + outcome.out)


@house.NEEDS_COMPILER
class SecretTest(PluginTest):
    """A plugin tells its password wherever it can; galley shows *** instead."""

    SECRET = "hunter-two-and-a-half"

    def assert_masked(self, outcome):
        self.assertEqual(outcome.code, 65, outcome.err)
        self.assertIn("warning: faulty: the password is ***\n", outcome.err)
        self.assertIn("  inbox/2.txt: failed_plugin: faulty: the password is ***\n", outcome.out)
        letter, _ = self.reasons()["inbox/2.txt"]
        self.assertEqual(letter["reason"], "faulty: the password is ***")
        for command in (("status", "out"), ("failed", "out"), ("runs", "out"), ("runs", "out", "--json")):
            told = self.galley(*command)
            self.assertNotIn(self.SECRET, told.out + told.err)
        for path in (self.folder / "out").rglob("*"):
            self.assertNotIn(self.SECRET.encode(), path.read_bytes() if path.is_file() else b"", path)

    def test_given_on_the_command_line(self):
        self.build("kTell")
        self.assert_masked(self.run_with("cleanup faulty", "--set", f"pipeline.faulty.password={self.SECRET}"))

    def test_given_by_the_environment(self):
        self.build("kTell")
        self.env["GALLEY_TEST_PASSWORD"] = self.SECRET
        self.assert_masked(self.run_with('cleanup faulty { password "${GALLEY_TEST_PASSWORD}" }'))

    def test_in_a_worker(self):
        self.build("kTell")
        self.assert_masked(self.run_with("cleanup faulty { isolate process }", "--set", f"pipeline.faulty.password={self.SECRET}"))

    def test_errors_of_a_config(self):
        self.build("kTell")
        for stage in (f"cleanup faulty {{ password {self.SECRET} again }}", f"cleanup faulty {{ password {self.SECRET}  on_error {self.SECRET}x }}"):
            outcome = self.run_with(stage)
            self.assertEqual(outcome.code, 78)
            shown = outcome.err.replace(f'got "{self.SECRET}x"', "")  # on_error is no secret
            self.assertNotIn(self.SECRET, shown)
        self.assertIn("pipeline.faulty", outcome.err)

    def test_inspect(self):
        made = self.build("kTell")
        self.assertIn("password", self.galley("plugins", "inspect", made, env=self.env).out)


@house.NEEDS_COMPILER
class StopTest(PluginTest):
    """A plugin that never returns: the second signal stops galley, and so does --graceful-limit."""

    PAUSE = "34"  # the number of this call of x86-64

    def start(self, *arguments):
        self.build("kHang")
        config = self.write("chain.info", CHAIN.replace("STAGE", in_galley("cleanup faulty")))
        self.write("inbox/1.txt", "The ferry runs again today.\n")
        self.write("inbox/2.txt", "Spilled ink closes the library.\n")
        process = subprocess.Popen([house.GALLEY, "run", config, "inbox", "--out", "out", *arguments], cwd=self.folder,
                                   env={**os.environ, **self.env}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        tasks = pathlib.Path(f"/proc/{process.pid}/task")
        while process.poll() is None and self.PAUSE not in [path.read_text().split()[0] for path in tasks.glob("*/syscall")]:
            pass
        return process

    def send(self, process, number):
        process.send_signal(number)
        while re.search(r"(?m)^(Sig|Shd)Pnd:\t0*[1-9a-f]", pathlib.Path(f"/proc/{process.pid}/status").read_text()):
            pass  # it has not arrived

    def assert_goes_on(self):
        """With a plugin that returns, the same command ends the run."""
        self.build("kNothing")
        outcome = self.run_chain("inbox", config=self.folder / "chain.info", env=self.env)
        self.assertEqual(outcome.code, 0, outcome.err)
        self.assertEqual(self.paths(), ["inbox/1.txt", "inbox/2.txt"])

    def test_second_signal(self):
        process = self.start()
        self.send(process, signal.SIGTERM)
        self.assertIsNone(process.poll())
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(timeout=60), 130)
        process.stderr.close()
        self.assert_goes_on()

    def test_graceful_limit(self):
        process = self.start("--graceful-limit", "200ms")
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130)
        self.assertTrue(err.endswith("galley: stopped: --graceful-limit is over; the same command goes on\n"), err)
        self.assert_goes_on()

    def test_hangup_opens_the_log_anew_and_ends_nothing(self):
        process = self.start("--log-file", "galley.log")
        self.send(process, signal.SIGHUP)
        self.send(process, signal.SIGTERM)
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(timeout=60), 130)
        process.stderr.close()
        self.assertTrue((self.folder / "galley.log").exists())

    def test_log_file(self):
        self.build("kTell")
        arguments = ("cleanup faulty { password hunter-two }", "--log-file")
        outcome = self.run_with(*arguments, "galley.log")
        self.assertEqual(outcome.code, 65)
        self.assertNotIn("the password", outcome.err)
        self.assertRegex((self.folder / "galley.log").read_text(), r"\A[0-9-]{10}T[0-9:.]{12}Z warning: faulty: the password is \*\*\*\n\Z")
        shutil.rmtree(self.folder / "out")
        self.assert_refused(self.run_with(*arguments, "no/folder/galley.log"), 74, self.trusted() +
                            "galley: error: no/folder/galley.log: cannot be opened: No such file or directory\n")
        self.assertFalse((self.folder / "out").exists())

    def test_wrong_limits(self):
        for limit in ("soon", "0s", "5"):
            outcome = self.galley("run", "x.info", "--out", "out", "--graceful-limit", limit)
            self.assertEqual(outcome.code, 64)
            self.assertIn(f'--graceful-limit: expected a duration such as 500ms or 20s, got "{limit}"\n', outcome.err)


@house.NEEDS_COMPILER
class FaultyPluginTest(PluginTest):
    def assert_fails_at_the_second(self, stage, reason, status="failed_plugin", plugin="cleanup.faulty"):
        outcome = self.run_with(stage)
        self.assertEqual(outcome.code, 65, outcome.err)
        self.assert_balance(outcome, read=3, exported=2, **{"held" if status == "held" else "failed": 1})
        self.assertEqual(self.paths(), ["inbox/1.txt", "inbox/3.txt"])
        letter, kept = self.reasons()["inbox/2.txt"]
        self.assertEqual({k: letter[k] for k in ("status", "stage", "plugin", "reason")},
                         {"status": status, "stage": "faulty", "plugin": plugin, "reason": reason})
        self.assertEqual(kept, b"Spilled ink closes the library.\n")
        self.assert_verifies()
        return outcome

    def test_failure_is_the_document_s(self):
        self.build("kFail")
        outcome = self.assert_fails_at_the_second("cleanup faulty", "faulty: the ink\x1b[31m is wet")
        self.assertIn("  inbox/2.txt: failed_plugin: faulty: the ink\\x1b[31m is wet\n", outcome.out)

    def test_failure_holds(self):
        self.build("kFail")
        self.assert_fails_at_the_second("cleanup faulty { on_error hold }", "faulty: the ink\x1b[31m is wet", status="held")

    def test_failure_skips_the_stage(self):
        self.build("kFail")
        outcome = self.run_with("cleanup faulty { on_error skip }")
        self.assertEqual(outcome.code, 0)
        self.assert_balance(outcome, read=3, exported=3)
        second = self.articles()[1]
        self.assertEqual((second["status"], second["text"]), ("ok_with_warnings", "Spilled ink closes the library."))
        self.assert_verifies()

    def test_failure_without_a_word(self):
        self.build("kSilent")
        self.assert_fails_at_the_second("cleanup faulty", "faulty: status -1, and no reason given")

    def test_half_a_character(self):
        self.build("kHalf")
        self.write("inbox/4.txt", "墨 ink\n")
        outcome = self.run_with("cleanup faulty")
        self.assertEqual(outcome.code, 65)
        self.assertEqual(self.reasons()["inbox/4.txt"][0]["reason"],
                         "faulty: decide: range 0..1: expected part of the text's 8 bytes, not empty, on code points, "
                         "not inside a replacement")

    def test_tagging_that_decides(self):
        self.build("kDecide", "tagging")
        self.assert_fails_at_the_second("tagging faulty", "faulty: decide: only cleanup plugins decide on text", plugin="tagging.faulty")

    def test_plugin_without_extensions_can_be_explained(self):
        self.build("kNothing")
        self.write("inbox/1.txt", house.STORY)
        config = self.write("chain.info", CHAIN.replace("STAGE", "cleanup faulty"))
        self.assertEqual(self.galley("explain", config, "inbox/1.txt", env=self.env).code, 0)

    def test_plugin_that_cannot_be_made(self):
        self.build("kCreate")
        outcome = self.run_with("cleanup faulty")
        config = self.folder / "chain.info"
        self.assert_refused(outcome, 78, self.trusted() + f"galley: error: {config}:6: pipeline.faulty: create: the machine has no printing press\n")
        self.assertFalse((self.folder / "out").exists())

    def test_plugin_that_refuses_its_values(self):
        self.build("kConfigure")
        for command in (("run", "--out", "deep/er/out"), ("validate",)):
            config = self.write("chain.info", CHAIN.replace("STAGE", in_galley("cleanup faulty")))
            self.write("inbox/1.txt", house.STORY)
            outcome = self.galley(command[0], config, *command[1:], env=self.env)
            self.assert_refused(outcome, 78, (self.trusted() if command[0] == "run" else "") + f"galley: error: {config}:6: pipeline.faulty: configure: ink: expected black\n")
        self.assertFalse((self.folder / "deep").exists())

    def test_memory_that_runs_out_is_no_fault_of_the_config(self):
        self.build("kMemory")
        outcome = self.run_with("cleanup faulty")
        config = self.folder / "chain.info"
        self.assert_refused(outcome, 74, self.trusted() + f"galley: error: {config}:6: pipeline.faulty: configure: memory ran out\n")
        self.assertFalse((self.folder / "out").exists())


class PluginListTest(house.HouseTest):
    def test_every_plugin_is_listed_and_can_be_inspected(self):
        listed = [json.loads(line) for line in self.galley("plugins", "list", "--json").out.splitlines()]
        ids = [plugin["id"] for plugin in listed]
        for plugin in ("ingest.files", "cleanup.strip_notices", "tagging.tag_metadata", "export.jsonl"):
            self.assertIn(plugin, ids)
        for plugin in listed:
            self.assertEqual(plugin["kind"], plugin["id"].partition(".")[0])
            by_id = self.galley("plugins", "inspect", plugin["id"], "--json")
            by_file = self.galley("plugins", "inspect", plugin["file"], "--json")
            self.assertEqual([json.loads(by_id.out), json.loads(by_file.out)], [plugin, plugin])
            self.assertTrue(plugin["summary"] and plugin["license"])

    def test_inspect_shows_parameters(self):
        shown = self.galley("plugins", "inspect", "cleanup.strip_notices")
        self.assertEqual(shown.code, 0)
        self.assertRegex(shown.out, r"(?m)^    as_items +bool")

    def test_unknown_plugin(self):
        self.assert_refused(self.galley("plugins", "inspect", "cleanup.strip_notice"), 64,
                            "galley: error: no plugin cleanup.strip_notice (did you mean cleanup.strip_notices?)\n")

    def test_nothing_to_inspect(self):
        self.assert_refused(self.galley("plugins", "inspect"), 64,
                            "galley: error: plugins inspect: expected an id, a file or --reference\n")


if __name__ == "__main__":
    house.main()
