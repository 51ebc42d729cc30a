module wenbao

go 1.26
