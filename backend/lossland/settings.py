"""What whoever runs the server can set: environment variables `LOSSLAND_...`, some also as command-line options."""

from __future__ import annotations

import ipaddress
from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Settings of one server. Sizes are in bytes."""

    model_config = SettingsConfigDict(env_prefix="LOSSLAND_", frozen=True, extra="ignore")

    host: str = Field("127.0.0.1", description="Address to listen on. Beyond loopback, runs belong to who made them.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    data_dir: Path = Field(Path("data"), description="Where runs and uploads are kept; a local disk.")
    scheduler: str | None = Field(None, description="Address of a Dask scheduler; without it, workers run here.")
    workers: int | None = Field(None, ge=1, le=256, description="Local workers; default: cores - 1, at least 1.")
    budget_bytes: int = Field(10 * 2**30, ge=2**20, description="Size of the data directory before old runs go.")
    allowed_hosts: list[str] = Field([], description="Names under which the server is reached, beside its own address.")
    live_runs: int = Field(40, ge=1, description="Queued and playing runs that one holder may have.")
    open_runs: int = Field(
        500, ge=1, description="Runs that have not ended, paused ones too, that one holder may have."
    )
    total_live_runs: int = Field(400, ge=1, description="Queued and playing runs of all holders together.")
    datasets: int = Field(100, ge=1, description="Uploads that one holder may have.")
    max_steps: int = Field(1_000_000, ge=1, le=10_000_000, description="Steps after which a run ends.")
    body_bytes: int = Field(2**20, ge=1024, description="Largest JSON body.")
    upload_bytes: int = Field(20 * 2**20, ge=1024, le=20 * 2**20, description="Largest uploaded file.")

    mirror: str | None = Field(
        None,
        pattern=r"^https?://[^\s/]+",
        description="Address that data and weights are fetched from instead of their publishers': "
        "<mirror>/<asset>/<file>.",
    )

    @field_validator("data_dir", mode="before")
    @classmethod
    def _named(cls, value: object) -> object:
        if value == "":
            raise ValueError("it is empty; name a directory, such as data or .")
        return value

    @property
    def loopback(self) -> bool:
        """Whether only this machine reaches the server: then everybody is the owner of everything."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False
