# docker build -t wenbao --build-arg VERSION=v1.0.0 .
# docker buildx build --platform linux/amd64,linux/arm64 … builds for both, each on this machine's own processor.
# The image that builds moves with Go's patches. To have the same one for ever, write behind its name the digest that
# docker buildx imagetools inspect golang:1.26 tells: golang:1.26@sha256:…
FROM --platform=$BUILDPLATFORM golang:1.26 AS build
# --build-arg GOPROXY=… names a module proxy where Go's own cannot be reached.
ARG GOPROXY
ARG VERSION=dev
ARG TARGETARCH
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN GOARCH=${TARGETARCH} .ci/image /out && mkdir /data

FROM scratch
COPY --from=build /out /
COPY --from=build --chown=65532:65532 /data /data
ENV WENBAO_DATA=/data
# Without -v the data are in an anonymous volume, which docker run --rm takes away.
VOLUME /data
USER 65532:65532
# A server is asked for its health. Where none listens, as beside a chat, the
# check opens the reports and the index itself; a server that ended has ended
# the container with it.
HEALTHCHECK --interval=60s --timeout=10s --start-period=10s CMD ["/wenbao", "health", "--or-self"]
ENTRYPOINT ["/wenbao"]
CMD ["chat"]
