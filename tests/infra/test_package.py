"""What is shipped: everything the functions need, compiled, and nothing else."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from infra.deploy import package
from infra.deploy.package import Package
from tests.sources import nodes_of

ROOT = Path(__file__).resolve().parent.parent.parent

# With nothing but the package and Python's own library: every module, every client, every library at work.
EVERYTHING = """
import os, sys
os.environ.update(AWS_REGION="eu-central-1", AWS_ACCESS_KEY_ID="x", AWS_SECRET_ACCESS_KEY="x")
sys.path[:0] = [sys.argv[1]]
import importlib, pkgutil, zoneinfo
import app, chalicelib
for module in pkgutil.walk_packages(chalicelib.__path__, "chalicelib."):
    importlib.import_module(module.name)
import botocore.session
for service in sys.argv[2].split(","):
    botocore.session.get_session().create_client(service, "eu-central-1")
import argon2, holidays, jinja2, phonenumbers, regex
from Crypto.Cipher import AES
from email_validator import validate_email
assert validate_email("a@example.org", check_deliverability=False).domain == "example.org"
assert argon2.PasswordHasher(time_cost=1, memory_cost=64).hash("x").startswith("$argon2id$")
assert AES.new(b"k" * 32, AES.MODE_CBC, iv=b"i" * 16).decrypt(b"x" * 32)
assert phonenumbers.is_valid_number(phonenumbers.parse("+8613800138000"))
assert regex.fullmatch(r"\\p{Han}+", "你好") and jinja2.Template("{{ a }}").render(a=1) == "1"
names = holidays.country_holidays("CN", years=2026, language="zh_CN")
assert any("春节" in name for name in names.values()), names
assert "New Year's Day" in holidays.country_holidays("DE", years=2026, language="en_US").values()
zoneinfo.reset_tzpath(to=())
assert zoneinfo.ZoneInfo("Asia/Shanghai").key
outside = [m.__file__ for m in sys.modules.values() if "site-packages" in (getattr(m, "__file__", None) or "")]
assert not outside, outside
"""


@pytest.fixture(scope="session")
def built() -> Package:
    """The package for this machine's processor; its libraries are fetched once and kept in ``.build``."""
    return package.build(package.this_machine())


@pytest.mark.deployed
def test_the_package_works_with_nothing_beside_it(built: Package, tmp_path: Path) -> None:
    zipfile.ZipFile(built.path).extractall(tmp_path)

    command = [sys.executable, "-S", "-E", "-B", "-c", EVERYTHING, str(tmp_path), ",".join(package.SERVICES)]
    said = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)

    assert said.returncode == 0, said.stderr


@pytest.mark.deployed
def test_the_package_is_small_and_compiled(built: Package) -> None:
    names = zipfile.ZipFile(built.path).namelist()

    ours = [name for name in names if name.startswith("chalicelib/") and name.endswith(".py")]
    theirs = [name for name in names if name.endswith(".py") and not name.startswith(("chalicelib/", "app.py"))]

    assert built.size < 20_000_000  # of 50 MB that Lambda takes; 17 before AES came along (channels' envelopes)
    assert "chalicelib/web/built/manifest.json" in names
    assert [name for name in names if "/pages/" in name or name.endswith(".ts")] == []
    assert theirs == []
    for name in ours:
        folder, _, module = name.rpartition("/")
        assert (
            f"{folder}/__pycache__/{module.removesuffix('.py')}.cpython-{sys.version_info.major}{sys.version_info.minor}.pyc"
            in names
        )
    tops = {name.split("/")[0] for name in names}
    assert tops.isdisjoint(
        {"boto3", "cryptography", "moto", "ministack", "pytest", "tests", "infra", "pip", "setuptools"}
    )


def test_nothing_in_the_functions_imports_what_is_left_out() -> None:
    imported = set()
    for file in (ROOT / "chalicelib").rglob("*.py"):
        for node in nodes_of(file.read_text()):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add(str(node.module).split(".")[0])

    assert imported.isdisjoint({"boto3", "cryptography", "dns", "cffi"})


def test_what_is_compiled_goes_along_wherever_this_machine_keeps_such_files(tmp_path: Path) -> None:
    source = tmp_path / "ours/desk.py"
    source.parent.mkdir()
    source.write_text("bell = 1\n")
    compiling = "import pathlib, sys; from infra.deploy import package; package._compile(pathlib.Path(sys.argv[1]))"

    subprocess.run(
        [sys.executable, "-c", compiling, source.parent],
        cwd=ROOT,
        env={**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path / "elsewhere")},
        check=True,
    )

    (made,) = source.parent.rglob("*.pyc")
    assert made.parent.name == "__pycache__"


def test_every_service_that_a_client_is_made_for_is_shipped() -> None:
    sources = "\n".join(file.read_text() for file in (ROOT / "chalicelib").rglob("*.py"))

    named = set(re.findall(r"(?:create_client|_Client)\(\s*\"(\w+)\"", sources))

    assert named <= set(package.SERVICES)
    assert "dynamodb" in named
