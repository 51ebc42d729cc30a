# docker build -t wenbao --build-arg VERSION=v1.0.0 .
FROM golang:1.26 AS build
# --build-arg GOPROXY=… names a module proxy where Go's own cannot be reached.
ARG GOPROXY
ARG VERSION=dev
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
# Without HTTP/2, which no server that it talks to needs: 0.6 MB.
RUN CGO_ENABLED=0 go build -tags nethttpomithttp2 -trimpath -buildvcs=false -ldflags "-s -w -X main.version=${VERSION}" -o /out/wenbao ./cmd/wenbao
RUN mkdir /out/data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/wenbao /wenbao
COPY LICENSE THIRD_PARTY_NOTICES /licenses/
COPY --from=build --chown=65532:65532 /out/data /data
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
